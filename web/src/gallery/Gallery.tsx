import { useState } from 'react';
import { type ComponentName, componentNames, type ComponentStatus, RichComponent, takesAnswer } from '@/components';
import { Markdown } from '@/markdown/Markdown';
import { Button } from '@/ui/Button';
import { examples } from './examples';
import { specimen } from './specimen';

const states: ComponentStatus[] = ['open', 'answered', 'waiting', 'sending', 'superseded'];
const asked = new URLSearchParams(window.location.search);

/**
 * Every component in every state, and all of Markdown, to look at while they are being made. `?only=quick_quiz` shows one,
 * `?state=open` one state, `?dir=rtl` the page from right to left, `?theme=dark` the dark.
 */
export function Gallery() {
    const only = asked.get('only');
    const state = asked.get('state');

    return (
        <main className="mx-auto flex max-w-2xl flex-col gap-8 p-4">
            <h1 className="text-2xl font-semibold">Gallery</h1>
            {componentNames
                .filter((name) => !only || only === name)
                .map((name) => (
                    <Shown key={name} name={name} states={states.filter((each) => !state || each === state)} />
                ))}
            {!only || only === 'markdown' ? <Specimen /> : null}
            {!only || only === 'failures' ? (
                <section className="flex flex-col gap-3">
                    <h2 className="text-xl font-semibold">What cannot be shown</h2>
                    <RichComponent name="hologram" arguments={{}} />
                    <RichComponent name="quick_quiz" arguments={{ quiz_id: 1 }} status="open" />
                    <RichComponent name="quick_quiz" arguments={{}} status="waiting" />
                </section>
            ) : null}
        </main>
    );
}

function Shown({ name, states }: { name: ComponentName; states: ComponentStatus[] }) {
    return (
        <section className="flex flex-col gap-4">
            <h2 className="text-xl font-semibold">{name}</h2>
            {examples[name].map((example) =>
                (takesAnswer(name) ? states : states.slice(0, 1)).map((state) => (
                    <div key={`${example.title} ${state}`} className="flex flex-col gap-2">
                        <h3 className="text-sm text-quiet">
                            {example.title}, {state}
                        </h3>
                        <Tried name={name} example={example} state={state} />
                    </div>
                )),
            )}
        </section>
    );
}

/** One that can be answered, so that its way through the states can be seen. */
function Tried({
    name,
    example,
    state,
}: {
    name: ComponentName;
    example: { arguments: unknown; reply?: unknown };
    state: ComponentStatus;
}) {
    const [given, setGiven] = useState<unknown>();
    const answered = given ?? (state === 'answered' ? example.reply : undefined);
    return (
        <>
            <RichComponent
                name={name}
                arguments={example.arguments}
                status={given ? 'answered' : state}
                reply={answered}
                answer={setGiven}
            />
            {given ? <output className="font-mono text-sm">{JSON.stringify(given)}</output> : null}
        </>
    );
}

function Specimen() {
    const [length, setLength] = useState(specimen.length);
    const stream = () => {
        let at = 0;
        const timer = setInterval(() => {
            at = Math.min(specimen.length, at + 12);
            setLength(at);
            if (at === specimen.length) {
                clearInterval(timer);
            }
        }, 16);
    };
    return (
        <section className="flex flex-col gap-3">
            <h2 className="text-xl font-semibold">markdown</h2>
            <Button onClick={stream}>Say it again</Button>
            <Markdown text={specimen.slice(0, length)} streaming={length < specimen.length} />
        </section>
    );
}
