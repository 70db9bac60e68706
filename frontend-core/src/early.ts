/** Opens the socket and sets light or dark before the shell has run. A classic script: nothing exported, nothing shared. */
(() => {
  const data = (document.currentScript as HTMLScriptElement | null)?.dataset ?? {};
  let scheme = document.documentElement.dataset.scheme ?? "auto";
  try {
    scheme = localStorage.getItem("envision:scheme") ?? scheme;
  } catch {
    // Storage may be forbidden; then the app's own scheme stands.
  }
  const isDark = scheme === "dark" || (scheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.mantineColorScheme = isDark ? "dark" : "light";
  if (!data.socket) return;
  const address = new URL(data.socket, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const frames: string[] = [];
  const socket = new WebSocket(address, ["envision.1"]);
  socket.onmessage = (event) => frames.push(event.data);
  window.__envision = { socket, frames };
})();
