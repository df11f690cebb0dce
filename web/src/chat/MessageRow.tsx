import { memo } from 'react';
import { ReplyMessage } from './ReplyMessage';
import type { Row } from './rows';
import { SaidMessage } from './SaidMessage';
import { ShownComponent } from './ShownComponent';

/** What can be done with a line of the conversation. */
export interface RowActions {
    sayAgain: (id: string) => void;
    takeBack: (id: string) => void;
    answer: (id: string, reply: unknown) => void;
}

/** A line of the conversation; drawn again only when something about it has changed. */
export const MessageRow = memo(function MessageRow({ row, actions }: { row: Row; actions: RowActions }) {
    switch (row.kind) {
        case 'said':
            return <SaidMessage row={row} sayAgain={actions.sayAgain} takeBack={actions.takeBack} />;
        case 'reply':
            return <ReplyMessage row={row} />;
        case 'component':
            return <ShownComponent row={row} answer={actions.answer} />;
    }
});
