import { indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { type CodeLanguage, languageSupport } from './codeLanguage';

const colours = HighlightStyle.define([
    { tag: [tags.comment, tags.meta], color: 'var(--code-comment)', fontStyle: 'italic' },
    { tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword], color: 'var(--code-keyword)' },
    { tag: [tags.string, tags.regexp, tags.attributeValue], color: 'var(--code-string)' },
    { tag: [tags.number, tags.color, tags.unit], color: 'var(--code-number)' },
    {
        tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.tagName, tags.attributeName],
        color: 'var(--code-name)',
    },
    { tag: [tags.typeName, tags.className, tags.propertyName], color: 'var(--code-type)' },
]);

const look = EditorView.theme({
    '&': { backgroundColor: 'var(--sunken)', color: 'var(--ink)', fontSize: '0.875rem' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
    '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6', maxHeight: '60vh' },
    '.cm-content': { caretColor: 'var(--ink)', minHeight: '8em', padding: '0.5rem 0' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--quiet)', borderRight: '1px solid var(--line)' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 8%, transparent)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
        backgroundColor: 'color-mix(in srgb, var(--accent) 25%, transparent)',
    },
    '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--line)' },
    '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft) !important', outline: '1px solid var(--accent)' },
});

// In milliseconds.
const longEnough = 10 * 60 * 1000;

/** Escape lets the next Tab out, however long that takes; any other key means that the person goes on writing. */
const wayOut = Prec.highest(
    EditorView.domEventHandlers({
        keydown: (event, view) => {
            if (event.key === 'Escape') {
                view.setTabFocusMode(longEnough);
            }
            return false;
        },
    }),
);
/**
 * An editor for code. Tab indents; Escape and then Tab leaves it. Nothing pops up while a learner writes.
 */
export function CodeEditor({
    initialCode,
    language,
    readOnly,
    label,
    describedBy,
    onChange,
}: {
    initialCode: string;
    language: CodeLanguage;
    readOnly: boolean;
    label: string;
    describedBy?: string;
    onChange: (code: string) => void;
}) {
    const place = useRef<HTMLDivElement>(null);
    const editor = useRef<{ view: EditorView; access: Compartment }>(undefined);
    const changed = useRef(onChange);
    const beginning = useRef({ initialCode, readOnly, label, describedBy });

    useEffect(() => {
        changed.current = onChange;
    }, [onChange]);

    useEffect(() => {
        if (!place.current) {
            return;
        }
        let there = true;
        const access = new Compartment();
        const grammar = new Compartment();
        const first = beginning.current;
        const view = new EditorView({
            parent: place.current,
            state: EditorState.create({
                doc: first.initialCode,
                extensions: [
                    minimalSetup,
                    lineNumbers(),
                    highlightActiveLine(),
                    highlightActiveLineGutter(),
                    bracketMatching(),
                    indentOnInput(),
                    wayOut,
                    keymap.of([indentWithTab]),
                    indentUnit.of('    '),
                    EditorState.tabSize.of(4),
                    EditorView.lineWrapping,
                    syntaxHighlighting(colours),
                    look,
                    grammar.of([]),
                    access.of(EditorState.readOnly.of(first.readOnly)),
                    EditorView.contentAttributes.of({
                        'aria-label': first.label,
                        ...(first.describedBy ? { 'aria-describedby': first.describedBy } : {}),
                        autocapitalize: 'off',
                        spellcheck: 'false',
                    }),
                    EditorView.updateListener.of((update) => {
                        if (update.docChanged) {
                            changed.current(update.state.doc.toString());
                        }
                    }),
                ],
            }),
        });
        editor.current = { view, access };
        // Without its language the editor is without colours, and of use all the same.
        languageSupport(language).then(
            (support) => there && view.dispatch({ effects: grammar.reconfigure(support) }),
            () => undefined,
        );
        return () => {
            there = false;
            view.destroy();
        };
    }, [language]);

    useEffect(() => {
        const now = editor.current;
        now?.view.dispatch({ effects: now.access.reconfigure(EditorState.readOnly.of(readOnly)) });
    }, [readOnly]);

    return <div ref={place} dir="ltr" className="overflow-hidden rounded-xl border border-line text-start" />;
}
