/* Before the first paint: the theme and the language chosen last time, or given in the address. */
(() => {
  const asked = new URLSearchParams(location.search);
  const kept = (name) => {
    try {
      return JSON.parse(localStorage.getItem("muster." + name));
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const theme = asked.get("theme") || kept("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const language = asked.get("lang") || kept("language");
  if (language) root.lang = language === "en" ? "en" : "zh-CN";
})();
