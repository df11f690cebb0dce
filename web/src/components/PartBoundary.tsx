import { Component, type ReactNode } from 'react';
import { Button } from '@/ui/Button';
import { Notice } from '@/ui/Notice';

/** Keeps the conversation whole when one part of it fails. */
export class PartBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
    override state = { failed: false };

    static getDerivedStateFromError() {
        return { failed: true };
    }

    override render() {
        if (!this.state.failed) {
            return this.props.children;
        }
        return (
            <Notice kind="warn" className="flex flex-wrap items-center justify-between gap-2">
                <span>This part could not be shown.</span>
                <Button size="small" onClick={() => this.setState({ failed: false })}>
                    Try again
                </Button>
            </Notice>
        );
    }
}
