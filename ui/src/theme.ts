/** How the window is shown. Nothing personal, so it may be chosen before the vault is open. */
export const themes = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

/** Percent of the ordinary size. */
export const zooms = [100, 125, 150, 200] as const;

/** Shows the window so. The system's wish for more contrast is followed where it is left to choose. */
export function show(theme: string, zoom: number) {
  const root = document.documentElement;
  const contrast = theme === "system" && matchMedia("(prefers-contrast: more)").matches;
  if (contrast) root.dataset.theme = "contrast";
  else if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.style.fontSize = `${(18 * zoom) / 100}px`;
}
