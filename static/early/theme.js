// Before anything is painted: what this browser can do, so that nothing appears later and shifts the
// page ([data-needs-scripts], [data-needs-passkeys]), and the hour of the day that this reader chose.
document.documentElement.dataset.scripts = "";
if (window.PublicKeyCredential) document.documentElement.dataset.passkeys = "";
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us; the system's choice stands.
}
