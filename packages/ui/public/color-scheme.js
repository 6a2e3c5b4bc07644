// Sets the colour scheme before the first paint, so that a dark page does not flash white.
// It is a file of its own because the pages' content security policy forbids inline scripts.
(function () {
  let kept = null
  try {
    kept = window.localStorage.getItem('mantine-color-scheme-value')
  } catch {
    // Storage may be switched off; the system's scheme is shown then.
  }
  const dark = kept === 'dark' || (kept !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
