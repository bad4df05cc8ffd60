import type { Place } from "../route.svelte";
import { t } from "../texts";
import type { DocumentRow } from "../wire";

/** The states of a document, as steps of a stair; a document made void stands on none of them. */
const stages = ["utkast", "fardigstalld", "undertecknad", "overlamnad", "arkiverad"];

/** The steps in words. */
export const stageNames = () => stages.map((state) => t("document-state", { state }));

/** The states of a document that is no longer written, to choose from. */
export const completedStates = () =>
  [...stages.slice(1), "makulerad"].map((id) => ({
    id,
    label: t("document-state", { state: id }),
  }));

/** The step a document stands on, from 0; -1 where it is void. */
export const stageOf = (state: string) => stages.indexOf(state);

/** Whether the document is still being written. */
export const isDraft = (state: string) => state === stages[0];

/** Where a document is opened: it is written on, or looked at. */
export const placeOf = ({ id, state }: DocumentRow): Place =>
  isDraft(state) ? { view: "form", document: id } : { view: "document", document: id };
