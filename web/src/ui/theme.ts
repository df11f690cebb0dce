import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void) {
    const observer = new MutationObserver(listener);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
}

/** Whether the page is dark at present, for what cannot take its colours from the style sheet. */
export function useDark(): boolean {
    return useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme === 'dark');
}
