/** The colours that were chosen, before anything is painted: Mantine sets them only once the page's code runs. */

/** Where Mantine keeps the choice. */
const chosen = (): string | null => {
  try {
    return localStorage.getItem("mantine-color-scheme-value");
  } catch {
    return null;
  }
};

export const paintEarly = (): void => {
  const choice = chosen();
  const isDark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.mantineColorScheme = isDark ? "dark" : "light";
};
