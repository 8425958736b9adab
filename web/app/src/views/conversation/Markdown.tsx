import { Fragment, memo, useMemo, useState, type ReactNode } from 'react';
import { Check, Copy } from 'lucide-react';
import { isOnlyEmoji, parse, type Block, type Inline, type Mentioned } from '../../state/markdown.ts';
import { IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useText } from '../use-text.ts';

interface MarkdownProps {
  text: string;
  mentioned: readonly Mentioned[];
  me: number;
  onPerson(user: number): void;
}

/** The text of a message as elements. */
export const Markdown = memo(function Markdown({ text, mentioned, me, onPerson }: MarkdownProps) {
  const blocks = useMemo(() => parse(text, mentioned), [text, mentioned]);
  const isLarge = useMemo(() => isOnlyEmoji(text), [text]);
  return (
    <div dir="auto" className={classes('flex flex-col gap-2', isLarge && 'text-4xl leading-snug')}>
      <Blocks blocks={blocks} mention={{ me, onPerson }} />
    </div>
  );
});

interface Mention {
  me: number;
  onPerson(user: number): void;
}

function Blocks({ blocks, mention }: { blocks: readonly Block[]; mention: Mention }): ReactNode {
  return blocks.map((block, index) => {
    switch (block.kind) {
      case 'paragraph':
        return (
          <p key={index} className="whitespace-pre-wrap">
            {inlines(block.children, mention)}
          </p>
        );
      case 'code':
        return <CodeBlock key={index} text={block.text} language={block.language} />;
      case 'quote':
        return (
          <blockquote key={index} className="flex flex-col gap-2 border-s-3 border-line-strong ps-3 text-muted">
            <Blocks blocks={block.children} mention={mention} />
          </blockquote>
        );
      case 'list': {
        const items = block.items.map((item, number) => (
          <li key={number}>
            <Blocks blocks={item} mention={mention} />
          </li>
        ));
        return block.ordered ? (
          <ol key={index} start={block.start} className="list-decimal ps-7">
            {items}
          </ol>
        ) : (
          <ul key={index} className="list-disc ps-6">
            {items}
          </ul>
        );
      }
    }
  });
}

function inlines(pieces: readonly Inline[], mention: Mention): ReactNode {
  return pieces.map((piece, index) => <Fragment key={index}>{inline(piece, mention)}</Fragment>);
}

function inline(piece: Inline, mention: Mention): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'break':
      return <br />;
    case 'strong':
      return <strong className="font-semibold">{inlines(piece.children, mention)}</strong>;
    case 'em':
      return <em>{inlines(piece.children, mention)}</em>;
    case 'del':
      return <del>{inlines(piece.children, mention)}</del>;
    case 'code':
      return <code className="rounded bg-hover/70 px-1 py-0.5 font-mono text-[0.875em]">{piece.text}</code>;
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline decoration-1 underline-offset-2 hover:decoration-2">
          {inlines(piece.children, mention)}
        </a>
      );
    case 'mention':
      return (
        <button
          type="button"
          onClick={() => mention.onPerson(piece.user)}
          className={classes('rounded px-0.5 text-start font-medium hover:underline', piece.user === mention.me ? 'bg-mark text-ink' : 'bg-accent-soft text-accent')}
        >
          {piece.text}
        </button>
      );
  }
}

function CodeBlock({ text, language }: { text: string; language: string }) {
  const t = useText();
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="group/code relative max-w-full rounded-lg bg-hover/50">
      <pre tabIndex={0} aria-label={language || undefined} className="max-h-96 overflow-auto p-3 pe-12 font-mono text-sm leading-relaxed [overflow-wrap:normal]">
        <code>{text}</code>
      </pre>
      <IconButton
        size="small"
        label={isCopied ? t.common.copied : t.conversation.copyCode}
        className="absolute end-1.5 top-1.5 text-muted"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => undefined)}
        onBlur={() => setCopied(false)}
      >
        {isCopied ? <Check /> : <Copy />}
      </IconButton>
    </div>
  );
}
