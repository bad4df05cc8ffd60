//! The school's own authority, by files: a member of staff saves a request and reads its words aloud, whoever issues
//! compares them and saves the answer, and the member of staff opens it.

use std::sync::{Arc, Mutex};

use cases::Role;
use chrono::{TimeDelta, Utc};
use signing::{Authority, Certificate, Identity, IdentityError, Key, Person, Validity};
use texts::swedish;
use vault::{KeySource, SealedKey, TrustedAs};

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::identities::{certificate_name, first_instant, identities, keep};
use crate::outside::FileKind;
use crate::own_signature::{confirm, hex, person, spoken};
use crate::printing::save;
use crate::trust::keep_list;
use crate::wire::identity::{AskedView, CertificateView, IdentityView, IssuedView, IssuerView};
use crate::wire::signature::Signatory;

/// How long what is issued here holds: as long as a certificate of one's own making.
const HOLDS: TimeDelta = TimeDelta::days(3 * 365);
/// How long the authority's own certificate holds.
const AUTHORITY_HOLDS: TimeDelta = TimeDelta::days(10 * 365);
/// How far back they reach, for clocks that differ.
const REACHES_BACK: TimeDelta = TimeDelta::hours(1);
/// When the next list of revoked certificates is there at the latest.
const NEXT_LIST: TimeDelta = TimeDelta::days(365);

/// The request that waits for its answer, if there is one.
pub fn asked(office: &Office<'_>) -> Result<Option<AskedView>, CommandError> {
    let waiting = request(office)?;
    waiting.map(|request| view(request.text.as_bytes())).transpose()
}

fn request(office: &Office<'_>) -> Result<Option<SealedKey>, CommandError> {
    office
        .vault
        .read(|read| Ok::<_, CommandError>(read.issuing().request()?))
}

fn view(request: &[u8]) -> Result<AskedView, CommandError> {
    let (party, fingerprint) = Authority::read(request).map_err(failed)?;
    Ok(AskedView {
        subject: Signatory::from(&party),
        spoken: spoken(&fingerprint),
        fingerprint: hex(&fingerprint),
    })
}

fn failed(error: IdentityError) -> CommandError {
    signing::Error::from(error).into()
}

/// Makes a key and a request for its certificate; one that waited before is given up.
pub fn ask_issuer(office: &Office<'_>, passphrase: String) -> Result<AskedView, CommandError> {
    confirm(office, &passphrase)?;
    let person = person(&office.profile()?);
    let (key, sealed) = new_key(office)?;
    let request = SealedKey {
        id: office.new_id(),
        text: key.request(&person).map_err(failed)?,
        sealed,
        made: office.outside.now(),
    };
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.issuing_mut().ask(&request)?))?;
    view(request.text.as_bytes())
}

fn new_key(office: &Office<'_>) -> Result<(Key, Vec<u8>), CommandError> {
    let mut random = |bytes: &mut [u8]| office.outside.random(bytes);
    let mut made = || {
        let key = Key::generate(&mut random)?;
        let sealed = key.seal(office.vault.signing_secret().as_slice(), &mut random)?;
        Ok((key, sealed))
    };
    made().map_err(failed)
}

/// Saves the request, for whoever issues; false if the user changed their mind.
pub fn save_request(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    let waiting = |office: &Office<'_>| request(office)?.ok_or_else(|| CommandError::new(Code::NotFound));
    save(
        desk,
        |office| {
            let asked = view(waiting(office)?.text.as_bytes())?;
            Ok(certificate_name(&asked.fingerprint).replace("certifikat-", "begaran-"))
        },
        |office, _| Ok(waiting(office)?.text.as_bytes().to_vec().into()),
    )
}

/// Opens the answer to the request that waits, and signs with it from now on; nothing if the user changed their mind.
pub fn open_answer(desk: &Mutex<Desk>) -> Result<Option<Vec<IdentityView>>, CommandError> {
    let Some(file) = chosen(desk, FileKind::Certificates)? else {
        return Ok(None);
    };
    let desk = at(desk);
    let office = desk.office()?;
    let request = request(&office)?.ok_or_else(|| CommandError::new(Code::NotFound))?;
    let open = || {
        let key = Key::open(&request.sealed, office.vault.signing_secret().as_slice())?;
        key.accept(&file)
    };
    let identity = open().map_err(failed)?;
    keep(&office, &identity, KeySource::Issued)?;
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.issuing_mut().answered(request.id)?))?;
    Ok(Some(identities(&office)?))
}

fn chosen(desk: &Mutex<Desk>, kind: FileKind) -> Result<Option<Vec<u8>>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    outside.choose_file(kind)
}

/// What the user issues; nothing where the municipality's settings, or the user's role, do not let the user issue.
pub fn issuer(office: &Office<'_>) -> Result<Option<IssuerView>, CommandError> {
    if !may_issue(office)? {
        return Ok(None);
    }
    let (authority, issued) = office.vault.read(|read| {
        let issuing = read.issuing();
        Ok::<_, CommandError>((issuing.authority()?, issuing.issued()?))
    })?;
    let day = |at: chrono::DateTime<Utc>| office.outside.local(at).date_naive().to_string();
    let issued = issued.iter().map(|one| {
        Ok(IssuedView {
            certificate: CertificateView::from(&Certificate::from_der(&one.certificate).map_err(failed)?),
            made: day(one.made),
            revoked: one.revoked.map(day),
        })
    });
    Ok(Some(IssuerView {
        authority: authority
            .map(|one| Ok::<_, CommandError>(CertificateView::from(&own(&one)?)))
            .transpose()?,
        issued: issued.collect::<Result<_, CommandError>>()?,
    }))
}

/// Who issues answers for who works at the school: its rektor, where the municipality says so on this computer.
fn may_issue(office: &Office<'_>) -> Result<bool, CommandError> {
    let text = office.outside.municipality().ok().flatten().unwrap_or_default();
    let settings = packs::municipality(&text).ok();
    let issues = settings.and_then(|settings| settings.signatures);
    let issues = issues.is_some_and(|signatures| signatures.issues);
    Ok(issues && office.profile()?.role == Role::Rektor)
}

fn permit(office: &Office<'_>) -> Result<(), CommandError> {
    match may_issue(office)? {
        true => Ok(()),
        false => Err(CommandError::new(Code::MayNotIssue)),
    }
}

fn own(authority: &SealedKey) -> Result<Certificate, CommandError> {
    let all = Certificate::all_from(authority.text.as_bytes()).map_err(failed)?;
    all.into_iter().next().ok_or_else(|| failed(IdentityError::Empty))
}

/// Makes the school's authority in this vault, which trusts it from now on.
pub fn begin_issuing(office: &Office<'_>, passphrase: String) -> Result<Option<IssuerView>, CommandError> {
    permit(office)?;
    confirm(office, &passphrase)?;
    let profile = office.profile()?;
    let school = profile.school.to_string();
    let name = Person {
        name: swedish()
            .say("authority-name", &[("school", school.into())])
            .into_owned(),
        title: String::new(),
        organisation: String::new(),
    };
    let now = office.outside.now();
    let validity = Validity {
        from: now - REACHES_BACK,
        until: now + AUTHORITY_HOLDS,
    };
    let mut random = |bytes: &mut [u8]| office.outside.random(bytes);
    let (key, sealed) = new_key(office)?;
    let authority = Authority::new(key, &name, validity, &mut random).map_err(failed)?;
    let certificate = authority.identity().certificate();
    let kept = SealedKey {
        id: office.new_id(),
        text: certificate.to_pem(),
        sealed,
        made: now,
    };
    office.vault.write(|write| {
        write.issuing_mut().add_authority(&kept)?;
        Ok::<_, CommandError>(
            write
                .trusted_mut()
                .add(certificate.der(), TrustedAs::Authority, now)?,
        )
    })?;
    issuer(office)
}

/// The authority with its key, ready to issue.
fn authority(office: &Office<'_>) -> Result<Authority, CommandError> {
    let kept = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.issuing().authority()?))?;
    let kept = kept.ok_or_else(|| CommandError::new(Code::NotFound))?;
    let open = || {
        let key = Key::open(&kept.sealed, office.vault.signing_secret().as_slice())?;
        Identity::new(key, Certificate::all_from(kept.text.as_bytes())?)
    };
    Ok(Authority::from_identity(open().map_err(failed)?))
}

/// Opens a request, so that it can be compared before it is answered; nothing if the user changed their mind.
pub fn open_request(desk: &Mutex<Desk>) -> Result<Option<AskedView>, CommandError> {
    permit(&at(desk).office()?)?;
    let Some(file) = chosen(desk, FileKind::Request)? else {
        return Ok(None);
    };
    let asked = view(&file)?;
    at(desk).request = Some(file);
    Ok(Some(asked))
}

/// Answers the opened request of these words: issues the certificate, and saves it where the user chooses. Nothing is
/// issued before a place is chosen.
pub fn answer_request(
    desk: &Mutex<Desk>,
    fingerprint: String,
    passphrase: String,
) -> Result<Option<IssuerView>, CommandError> {
    {
        let desk = at(desk);
        let office = desk.office()?;
        permit(&office)?;
        confirm(&office, &passphrase)?;
    }
    let request = at(desk).request.clone();
    let request = request.ok_or_else(|| CommandError::new(Code::NotFound))?;
    if view(&request)?.fingerprint != fingerprint {
        return Err(CommandError::new(Code::NotFound));
    }
    let mut view = None;
    let saved = save(
        desk,
        |_| Ok(certificate_name(&fingerprint).replace("certifikat-", "svar-")),
        |office, _| {
            let now = office.outside.now();
            let validity = Validity {
                from: now - REACHES_BACK,
                until: now + HOLDS,
            };
            let mut random = |bytes: &mut [u8]| office.outside.random(bytes);
            let answer = authority(office)?.answer(&request, validity, &mut random);
            let answer = answer.map_err(failed)?;
            let issued = Certificate::all_from(answer.as_bytes()).map_err(failed)?;
            let issued = issued.first().ok_or_else(|| failed(IdentityError::Empty))?;
            // Kept first: what is issued and unknown here could not be revoked.
            office
                .vault
                .write(|write| Ok::<_, CommandError>(write.issuing_mut().issue(issued.der(), now)?))?;
            view = issuer(office)?;
            Ok(answer.into_bytes().into())
        },
    )?;
    if saved {
        at(desk).request = None;
    }
    Ok(view)
}

/// Revokes a certificate that was issued here, from a day; this vault takes note of it at once.
pub fn revoke_issued(
    office: &Office<'_>,
    fingerprint: String,
    since: String,
    passphrase: String,
) -> Result<Option<IssuerView>, CommandError> {
    permit(office)?;
    let since = first_instant(office, "since", &since)?;
    confirm(office, &passphrase)?;
    let issued = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.issuing().issued()?))?;
    let is_meant = |der: &[u8]| {
        let certificate = Certificate::from_der(der).map_err(failed)?;
        Ok::<_, CommandError>(hex(&certificate.summary().fingerprint) == fingerprint)
    };
    for one in &issued {
        if is_meant(&one.certificate)? {
            office
                .vault
                .write(|write| Ok::<_, CommandError>(write.issuing_mut().revoke(&one.certificate, since)?))?;
        }
    }
    keep_list(office, &revoked_list(office)?, office.outside.now())?;
    issuer(office)
}

/// Everything that was revoked, as a list (CRL) for others.
fn revoked_list(office: &Office<'_>) -> Result<Vec<u8>, CommandError> {
    let issued = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.issuing().issued()?))?;
    let mut revoked = Vec::new();
    for one in &issued {
        if let Some(since) = one.revoked {
            revoked.push((Certificate::from_der(&one.certificate).map_err(failed)?, since));
        }
    }
    let entries: Vec<_> = revoked.iter().map(|(one, since)| (one, *since)).collect();
    let now = office.outside.now();
    // Rising with every list, also from a vault that was restored from a backup.
    let number = u64::try_from(now.timestamp()).unwrap_or_default();
    authority(office)?
        .revoke(&entries, number, now, now + NEXT_LIST)
        .map_err(failed)
}

/// Saves the list of revoked certificates; false if the user changed their mind.
pub fn save_revoked(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    save(
        desk,
        |office| {
            permit(office)?;
            Ok(format!("aterkallade-{}.crl", office.outside.today()))
        },
        |office, _| Ok(revoked_list(office)?.into()),
    )
}

/// Saves the authority's certificate, for those who are to trust it; false if the user changed their mind.
pub fn save_authority(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    let own =
        |office: &Office<'_>| Ok::<_, CommandError>(authority(office)?.identity().certificate().clone());
    save(
        desk,
        |office| {
            permit(office)?;
            let fingerprint = hex(&own(office)?.summary().fingerprint);
            Ok(certificate_name(&fingerprint).replace("certifikat-", "utfardare-"))
        },
        |office, _| Ok(own(office)?.to_pem().into_bytes().into()),
    )
}
