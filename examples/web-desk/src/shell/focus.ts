// Where the focus goes when something has happened: to the result, once nothing lies over the page.

// A dialog is gone after a frame or two.
const MOST_FRAMES = 60;

/** Give the focus to what is there by then. The answer calls it off. */
export function focusSoon(find: () => HTMLElement | null | undefined): () => void {
  let frame = 0;
  const wait = (left: number) => {
    frame = requestAnimationFrame(() => {
      if (left > 0 && document.querySelector("[role=dialog]")) wait(left - 1);
      else find()?.focus();
    });
  };
  wait(MOST_FRAMES);
  return () => cancelAnimationFrame(frame);
}

/** The part of the page where somebody works, if it shows what became of it: a paper, a query. */
export const placeOfWork = () =>
  document.activeElement?.closest<HTMLElement>("[data-result]") ?? null;
