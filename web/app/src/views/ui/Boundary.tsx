import { Component, type ReactNode } from 'react';
import { RotateCw, Unplug } from 'lucide-react';
import { useText } from '../use-text.ts';
import { Button } from './Button.tsx';
import { EmptyState } from './Notes.tsx';

interface BoundaryProps {
  /** Where this changes, what broke is tried again. */
  place?: string;
  children: ReactNode;
}

/** Keeps what broke in one place from taking the whole page with it, and says what to do. */
export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError = () => ({ broken: true });

  override componentDidUpdate(before: BoundaryProps) {
    if (this.state.broken && before.place !== this.props.place) this.setState({ broken: false });
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useText().common;
  return (
    <div role="alert" className="flex min-h-full flex-1 flex-col">
      <EmptyState
        icon={<Unplug aria-hidden />}
        title={t.broken}
        action={
          <Button look="primary" icon={<RotateCw aria-hidden className="size-4" />} onClick={() => location.reload()}>
            {t.reload}
          </Button>
        }
      >
        {t.brokenHint}
      </EmptyState>
    </div>
  );
}
