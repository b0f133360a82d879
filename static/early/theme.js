// Before anything is painted: the hour of the day that this reader chose.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us; the system's choice stands.
}
