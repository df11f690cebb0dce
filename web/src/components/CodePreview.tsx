/** What HTML or a style sheet looks like. No script runs in it, and it can reach neither the page nor any other server. */
export function CodePreview({ code, language }: { code: string; language: 'html' | 'css' }) {
    return (
        <iframe
            title="Preview"
            sandbox=""
            referrerPolicy="no-referrer"
            srcDoc={rules + (language === 'html' ? code : `<style>${code.replaceAll('</', '<\\/')}</style>${sample}`)}
            className="h-64 w-full rounded-xl border border-line bg-white"
        />
    );
}

const rules = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

/** Something of everything, for a style sheet to show itself on. */
const sample = `
    <h1>A heading</h1>
    <p class="text">A paragraph with a <a href="#">link</a> and <strong>strong words</strong>.</p>
    <ul class="list"><li>First</li><li>Second</li></ul>
    <button class="button">A button</button>
    <div class="box">A box</div>`;
