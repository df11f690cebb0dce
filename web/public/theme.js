// Before anything is painted, so that nobody who chose the dark sees a white flash. A file of its own, and not a line in the
// page, so that the server may forbid scripts in pages.
(function () {
    var chosen = null;
    try {
        chosen = localStorage.getItem('chiron.theme');
    } catch {
        // Nothing is kept here: as the system has it.
    }
    var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
