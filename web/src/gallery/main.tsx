import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@/app/theme.css';
import { Gallery } from './Gallery';

const asked = new URLSearchParams(window.location.search);
document.documentElement.dataset.theme = asked.get('theme') ?? 'light';
document.documentElement.dir = asked.get('dir') ?? 'ltr';

createRoot(document.getElementById('root')!).render(
    <StrictMode>
        <Gallery />
    </StrictMode>,
);
