import { useState } from 'react';
import { TextField } from '@/ui/Field';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { asInput, bound, handedOver, inWords, type Kind, kindOf, timeZone } from './moments';
import type { ArgumentsOf, ReplyOf } from './schemas';

const names: Record<Kind, { one: string; first: string; last: string; input: string }> = {
    date: { one: 'Date', first: 'First day', last: 'Last day', input: 'date' },
    time: { one: 'Time', first: 'From', last: 'To', input: 'time' },
    datetime: { one: 'Date and time', first: 'From', last: 'To', input: 'datetime-local' },
};

/** A date, a time, both, or a span of either; with the browser's own inputs, in the learner's own time zone. */
export default function TimeSelector({
    arguments: { selector_id, selection_type, prompt_text, min_datetime, max_datetime },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'time_selector'>, ReplyOf<'time_selector'>>) {
    const [first, setFirst] = useState('');
    const [last, setLast] = useState('');
    const [tried, setTried] = useState(false);
    const kind = kindOf(selection_type);
    const range = selection_type === 'date_range' || selection_type === 'time_range';
    const least = bound(kind, min_datetime);
    const greatest = bound(kind, max_datetime);
    const name = names[kind];

    const fault = (value: string) => {
        if (!value) {
            return `Choose a ${kind === 'datetime' ? 'date and a time' : kind} first.`;
        }
        if (least && value < least) {
            return `This is too early. The earliest is ${inWords(kind, least)}.`;
        }
        if (greatest && value > greatest) {
            return `This is too late. The latest is ${inWords(kind, greatest)}.`;
        }
        return undefined;
    };
    const firstFault = fault(first);
    const lastFault = range
        ? (fault(last) ??
          (last < first ? `This is before the ${kind === 'date' ? 'first day' : 'beginning'}.` : undefined))
        : undefined;

    const submit = () => {
        setTried(true);
        if (firstFault || lastFault) {
            return;
        }
        answer({
            selector_id,
            selection: range
                ? { start_date: handedOver(kind, first), end_date: handedOver(kind, last) }
                : { selected_datetime: handedOver(kind, first) },
        });
    };

    const told = reply?.selection;
    const chosenFirst = !told ? first : asInput(kind, 'start_date' in told ? told.start_date : told.selected_datetime);
    const chosenLast = !told ? last : 'end_date' in told ? asInput(kind, told.end_date) : '';
    const limits = [
        least ? `not before ${inWords(kind, least)}` : '',
        greatest ? `not after ${inWords(kind, greatest)}` : '',
    ].filter(Boolean);
    const shared = { type: name.input, min: least, max: greatest, dir: 'ltr', disabled: status !== 'open' };

    return (
        <ComponentFrame
            name="Choice of a time"
            prompt={prompt_text}
            status={status}
            submit={{ label: 'Choose', onSubmit: submit }}
            yourAnswer={`${inWords(kind, chosenFirst)}${range ? ` to ${inWords(kind, chosenLast)}` : ''}`}
        >
            <div className="flex flex-col gap-3 sm:flex-row sm:*:grow">
                <TextField
                    {...shared}
                    label={range ? name.first : name.one}
                    value={chosenFirst}
                    onChange={(event) => setFirst(event.target.value)}
                    problem={tried && status === 'open' ? firstFault : undefined}
                />
                {range ? (
                    <TextField
                        {...shared}
                        label={name.last}
                        value={chosenLast}
                        min={first || least}
                        onChange={(event) => setLast(event.target.value)}
                        problem={tried && status === 'open' ? lastFault : undefined}
                    />
                ) : null}
            </div>
            {status !== 'answered' && status !== 'superseded' && (limits.length > 0 || kind !== 'date') ? (
                <p className="text-sm text-quiet">
                    <bdi>
                        {[
                            limits.length > 0 ? `Please ${limits.join(' and ')}.` : '',
                            kind === 'date' ? '' : `Your time zone: ${timeZone()}.`,
                        ].join(' ')}
                    </bdi>
                </p>
            ) : null}
        </ComponentFrame>
    );
}
