/** How far an interaction is. */
export type ComponentStatus = 'waiting' | 'open' | 'sending' | 'answered' | 'superseded';

/** What every component of the chat is given, and how it answers. */
export interface ComponentProps<Arguments, Reply = never> {
    /** The component's arguments as they came from the server; checked before they get here. */
    arguments: Arguments;
    /**
     * `open` may be answered; `sending` has been answered and the server has not confirmed it; `answered` shows `reply` and
     * takes no other; `superseded` was passed by; `waiting` may be looked at, but not answered yet, because its turn is
     * still being said.
     */
    status: ComponentStatus;
    /** The learner's own answer, if there is one. */
    reply?: Reply;
    /** Hands the answer over. Called once; the status changes afterwards, or a message tells why not. */
    answer: (reply: Reply) => void;
}
