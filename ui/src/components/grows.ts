import type { Attachment } from "svelte/attachments";

/**
 * Makes a text area as high as its text: when it is written in, when the text comes from elsewhere
 * and when its width changes. The height goes through the DOM, for the policy allows no inline style.
 */
export function grows(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    text();
    fit(area);
    let width = area.clientWidth;
    const watch = new ResizeObserver(() => {
      if (area.clientWidth === width) return;
      width = area.clientWidth;
      fit(area);
    });
    watch.observe(area);
    return () => watch.disconnect();
  };
}

function fit(area: HTMLTextAreaElement) {
  // The page may not be shorter for even a moment: read at its end, it would jump under the pointer.
  const page = document.documentElement;
  page.style.minHeight = `${page.scrollHeight}px`;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  page.style.minHeight = "";
}
