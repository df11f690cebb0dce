import { useSyncExternalStore } from 'react';
import { forget, keep, kept } from '@/account/storage';

/** What a person may choose. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'chiron.theme';
const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');

function chosen(): Theme {
    const text = kept(KEY);
    return text === 'light' || text === 'dark' ? text : 'system';
}

function apply(): void {
    const theme = chosen();
    const dark = theme === 'dark' || (theme === 'system' && system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    listeners.forEach((listener) => listener());
}

system.addEventListener('change', apply);
window.addEventListener('storage', apply);

function choose(theme: Theme): void {
    if (theme === 'system') {
        forget(KEY);
    } else {
        keep(KEY, theme);
    }
    apply();
}

function onChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/** The chosen theme, in all tabs, and how to choose another one. */
export function useTheme(): [Theme, (theme: Theme) => void] {
    return [useSyncExternalStore(onChange, chosen), choose];
}
