//! The database: SQLCipher under a raw key, and never anything else.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Once;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{Error, StoreError};
use crate::files;
use crate::secret::Secret;
use crate::tables::MIGRATIONS;

/// SQLite counts itself as set up before SQLCipher is, and a second thread that comes between is refused its key.
/// Everybody therefore waits for the first connection of the process, which is to nothing.
static SET_UP: Once = Once::new();

/// How every plain SQLite file begins.
const PLAIN: &[u8] = b"SQLite format 3\0";

/// Makes the database at `path` and its tables.
pub(crate) fn create(path: &Path, key: &Secret) -> Result<Connection, Error> {
    // SQLite gives its logs the rights of the file, but would itself let everyone read it.
    files::private().write(true).create_new(true).open(path)?;
    connect(path, key)
}

/// Opens the database at `path` and brings its tables up to date.
pub(crate) fn open(path: &Path, key: &Secret) -> Result<Connection, Error> {
    refuse_plaintext(path)?;
    connect(path, key)
}

/// Whether the database at `path` is under this key.
pub(crate) fn is_under(path: &Path, key: &Secret) -> bool {
    refuse_plaintext(path).is_ok() && keyed(path, OpenFlags::SQLITE_OPEN_READ_WRITE, key).is_ok()
}

/// Opens the database at `path` as it is, only to read it.
pub(crate) fn open_unchanged(path: &Path, key: &Secret) -> Result<Connection, Error> {
    refuse_plaintext(path)?;
    keyed(path, OpenFlags::SQLITE_OPEN_READ_ONLY, key)
}

/// Copies the database at `from`, as it is at one moment, to a new file under the same key; whoever has it open goes
/// on reading and writing meanwhile. The copy is one file, without a log.
pub(crate) fn copy(from: &Path, to: &Path, key: &Secret) -> Result<(), Error> {
    copy_under((from, key), (to, key))
}

/// The same under another key.
pub(crate) fn copy_under((from, key): (&Path, &Secret), (to, other): (&Path, &Secret)) -> Result<(), Error> {
    files::private().write(true).create_new(true).open(to)?;
    let source = keyed(from, OpenFlags::SQLITE_OPEN_READ_WRITE, key)?;
    let mut target = keyed(to, OpenFlags::SQLITE_OPEN_READ_WRITE, other)?;
    // All at one go: between two steps somebody could write, and it would begin anew.
    match Backup::new(&source, &mut target)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(StoreError::Busy.into()),
    }
    close_as_one_file(target, to)?;
    refuse_plaintext(to)
}

fn keyed(path: &Path, access: OpenFlags, key: &Secret) -> Result<Connection, Error> {
    SET_UP.call_once(|| drop(Connection::open_in_memory()));
    // The vault's own mutex lets in one thread at a time.
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    unlock(&connection, key)?;
    Ok(connection)
}

fn connect(path: &Path, key: &Secret) -> Result<Connection, Error> {
    let mut connection = keyed(path, OpenFlags::SQLITE_OPEN_READ_WRITE, key)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;",
    )?;
    migrate(&mut connection, path)?;
    Ok(connection)
}

/// Gives SQLCipher its key, and proves by the first read that it is the right one.
fn unlock(connection: &Connection, key: &Secret) -> Result<(), Error> {
    // Before the key: SQLCipher would otherwise write what it thinks to standard error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    let mut statement = Zeroizing::new(String::from("PRAGMA key = \"x'"));
    for byte in key.as_bytes() {
        statement.push_str(&format!("{byte:02x}"));
    }
    statement.push_str("'\";");
    connection.execute_batch(&statement)?;
    // A plain SQLite would take the key in silence and encrypt nothing; it does not know this pragma.
    let version = connection.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0));
    version.map_err(|_| StoreError::Plaintext)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })?;
    Ok(())
}

/// Runs the migrations that are not yet in the database, each in a transaction of its own.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let done: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = done as usize;
    if done > MIGRATIONS.len() {
        return Err(StoreError::Newer.into());
    }
    for (migration, version) in MIGRATIONS.iter().zip(1..).skip(done) {
        let transaction = connection.transaction()?;
        for statements in *migration {
            transaction.execute_batch(statements)?;
        }
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
        empty_log(connection)?;
        refuse_plaintext(path)?;
    }
    Ok(())
}

/// Writes the log into the database and leaves nothing in it.
///
/// # Errors
/// It failed; that somebody else reads or writes just now is none, for the log is emptied later then.
pub(crate) fn empty_log(connection: &Connection) -> Result<(), Error> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// Makes one file of a database, without a log, and closes it.
///
/// # Errors
/// Somebody else has it open, or it could not be written.
pub(crate) fn close_as_one_file(connection: Connection, path: &Path) -> Result<(), Error> {
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Busy.into());
    }
    connection.close().map_err(|(_, error)| error)?;
    if files::has_logs(path)? {
        return Err(StoreError::Busy.into());
    }
    Ok(files::settle(path)?)
}

/// Reads every page and checks its authentication code, then the structure and the references.
pub(crate) fn examine(connection: &Connection) -> Result<(), Error> {
    // The authentication codes are read from the file, so that the log must be in it.
    empty_log(connection)?;
    for finding in ["PRAGMA cipher_integrity_check", "PRAGMA foreign_key_check"] {
        if connection.prepare(finding)?.exists([])? {
            return Err(StoreError::Damaged.into());
        }
    }
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged.into())
    }
}

/// An error if the file at `path` begins as a plain SQLite file does, or is too short for any database.
pub(crate) fn refuse_plaintext(path: &Path) -> Result<(), Error> {
    let mut start = Vec::new();
    let file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::Missing.into()),
        file => file?,
    };
    file.take(PLAIN.len() as u64).read_to_end(&mut start)?;
    if start == PLAIN {
        Err(StoreError::Plaintext.into())
    } else if start.len() < PLAIN.len() {
        // SQLite would take an empty file for a new database, and a lost vault for one in which nothing was ever kept.
        Err(StoreError::Damaged.into())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;
    use forms::Hash;

    fn key(seed: u64) -> Secret {
        Secret::random(&mut Counting::new(seed))
    }

    #[test]
    fn check() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db");
        assert_eq!(
            open(&path, &key(1)).err(),
            Some(StoreError::Missing.into()),
            "never made by opening"
        );
        drop(create(&path, &key(1)).unwrap());
        assert!(open(&path, &key(1)).is_ok());
        assert_eq!(open(&path, &key(2)).err(), Some(StoreError::Foreign.into()));

        let pragma = |name: &str| {
            let connection = open(&path, &key(1)).unwrap();
            connection
                .query_row(&format!("PRAGMA {name}"), [], |row| {
                    row.get::<_, rusqlite::types::Value>(0)
                })
                .unwrap()
        };
        assert_eq!(pragma("journal_mode"), rusqlite::types::Value::Text("wal".into()));
        for (name, value) in [
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("secure_delete", 1),
            ("temp_store", 2),
        ] {
            assert_eq!(pragma(name), rusqlite::types::Value::Integer(value), "{name}");
        }

        let later = open(&path, &key(1)).unwrap();
        later.pragma_update(None, "user_version", 99).unwrap();
        drop(later);
        assert_eq!(open(&path, &key(1)).err(), Some(StoreError::Newer.into()));
    }

    #[test]
    fn a_copy_under_another_key_says_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("db"), folder.path().join("copy"));
        let connection = create(&from, &key(1)).unwrap();
        let first = "SELECT hex(zeroblob(1000)) || count(*) FROM sqlite_schema";
        let said = |connection: &Connection| -> String {
            connection.query_row(first, [], |row| row.get(0)).unwrap()
        };
        copy_under((&from, &key(1)), (&to, &key(2))).unwrap();
        assert_eq!((is_under(&to, &key(1)), is_under(&to, &key(2))), (false, true));
        assert_eq!(
            (is_under(&from, &key(1)), is_under(&from, &key(2))),
            (true, false)
        );
        let copied = open(&to, &key(2)).unwrap();
        assert_eq!(said(&copied), said(&connection));
        assert_eq!(examine(&copied), Ok(()));
        assert!(!is_under(&folder.path().join("none"), &key(1)));
    }

    #[test]
    fn a_plain_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE a (b)")
            .unwrap();
        assert_eq!(open(&path, &key(1)).err(), Some(StoreError::Plaintext.into()));
        assert!(create(&path, &key(1)).is_err(), "and never written over");
    }

    #[test]
    fn every_page_is_authenticated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db");
        let connection = create(&path, &key(1)).unwrap();
        assert_eq!(examine(&connection), Ok(()));
        drop(connection);
        let whole = std::fs::read(&path).unwrap();
        assert!(whole.len() > 20 * 4096 && !whole.starts_with(b"SQLite format 3"));
        for place in (0..whole.len()).step_by(4096) {
            let mut torn = whole.clone();
            torn[place + 100] ^= 1;
            std::fs::write(&path, torn).unwrap();
            let found = open(&path, &key(1)).and_then(|connection| examine(&connection));
            assert!(found.is_err(), "page at {place}");
        }
    }

    /// What a new database answers.
    fn texts(sql: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let connection = create(&folder.path().join("db"), &key(1)).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn the_tables() {
        let tables = texts(
            "SELECT l.name || iif(l.strict, ': ', ' (NOT STRICT): ') || group_concat(
                 c.name || iif(c.pk, '*', '') || iif(c.\"notnull\", '', '?'), ' ' ORDER BY c.cid)
             FROM pragma_table_list AS l JOIN pragma_table_info(l.name) AS c
             WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite_%' GROUP BY l.name",
        );
        insta::assert_snapshot!(tables.join("\n"), @r"
        authorities: id* origin certificate sealed made
        brought_in: case_id* origin body
        cases: id* origin pupil body searched changed
        contacts: fingerprint* origin card added verified? ended?
        definitions: hash* origin form source kept
        disposals: document* origin decision body at
        documents: id* origin case_id definition body
        drafts: document* section* origin answers write saved
        events: id* origin kind happened by pupil? case_id? document? data
        figures: package* direction origin until body
        handover_steps: handover* direction* number* origin step body at
        handovers: id* direction* origin contact kind sequence pupil? case_id? document? body at
        issued: fingerprint* origin certificate made revoked?
        loans: document* origin package until
        outbox: package* direction origin sealed body begun?
        papers: document* number* origin attachment sha256 size made kind
        pupils: id* origin body sorted searched changed
        returned_papers: sha256* origin at
        revocation_lists: fingerprint* origin list added
        sections: document* section* version* origin sealed digest completed
        settings: key* origin value changed
        signing_keys: id* origin chain sealed made retired? source revoked? erased?
        signing_requests: id* origin request sealed made
        trail: number* origin at act command pupil? case_id? document? why? follows? code
        trusted: fingerprint* origin certificate added trusted_as
        unfinished: form* about* origin pupil? case_id? document? body saved
        ");
        assert!(
            tables.iter().all(|table| table.contains(" origin ")),
            "every row says which vault made it"
        );
    }

    #[test]
    fn the_triggers() {
        let triggers = texts("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name");
        insta::assert_snapshot!(triggers.join("\n"), @r"
        authorities_remain
        authorities_stay
        brought_in_stays
        cases_remain
        contacts_remain
        contacts_stay
        definitions_remain
        definitions_stay
        disposals_remain
        disposals_stay
        documents_stay
        documents_stay_away
        events_remain
        events_stay
        events_stay_away
        figures_stay
        handover_steps_forget
        handover_steps_remain
        handover_steps_stay
        handovers_forget
        handovers_remain
        handovers_stay
        issued_remain
        issued_stay
        loans_come_first
        loans_stay
        outbox_stays
        papers_remain
        papers_stay
        pupils_remain
        sections_remain
        sections_stay
        signing_keys_end
        signing_keys_gone
        signing_keys_remain
        signing_keys_seal
        signing_keys_stay
        told_remains
        trail_in_order
        trail_remains
        trail_stays
        ");
    }

    #[test]
    fn a_released_migration_is_never_changed() {
        let hashes = MIGRATIONS
            .iter()
            .map(|migration| Hash::of(migration.concat().as_bytes()).to_string());
        insta::assert_snapshot!(hashes.collect::<Vec<_>>().join("\n"), @r"
        ff82ef4e9d3d172d6f73067ad8e650102a70121f5069bae82e2fd9024697783b
        c66f465aaa2e63a3938763a9b13653657d29c2d079f6134f60c674783129b940
        dd43b6311e81d1f1d69c7e43612cf220e902ddd415ff17a8a17c3a6b79d799c7
        6d7ca1e116b75cb0da764a5c1e838a7b8a0e94b60be64a5709a717596b0babb4
        8a837b7e2b9606d7782125de71b3a47bc63bd728f24872bb1efe1d8e32367347
        79f33bb782a6cd14f3512bf30f2a5613f02658cd2938c6e03cfe6e86cd163a74
        bdcacb34d2bdc558db8cb546a733077157aa88f7f2bc1fa9fa5b7c8c13dcec64
        c28a11182c4ba80bc9192343ed43ffe65e230213c2151cdd2ce98b43b8b0ec35
        33e204bd6d62812f43b423a917f0c73f5329d84121be62702c902b73960b0560
        99ea3eb587b2351e416d79ee42bf63219e710b7294e9ebdd580f6c5125ccb2bd
        8cad6abea9c701b0efa2c9c1898ed7eb0a1683e754e451f263185684fddfa0a2
        7eb036807e6f282da2b9f91453161d1425adeb15d3394be7e6976f707e3af607
        ");
    }
}
