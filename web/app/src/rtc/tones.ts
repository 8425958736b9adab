/** Two soft notes, again and again: a call that comes in, or one's own that rings elsewhere. Answers what ends it. */
export function ring(kind: 'in' | 'out'): () => void {
  const context = new AudioContext();
  const notes = kind === 'in' ? [659, 880] : [440];
  const play = () => notes.forEach((note, index) => strike(context, note, index * 0.22, kind === 'in' ? 0.12 : 0.05));
  play();
  const timer = setInterval(play, kind === 'in' ? 2_000 : 3_500);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

function strike(context: AudioContext, frequency: number, after: number, loudness: number): void {
  const start = context.currentTime + after;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.9);
  gain.connect(context.destination);
  const note = new OscillatorNode(context, { type: 'sine', frequency });
  note.connect(gain);
  note.start(start);
  note.stop(start + 1);
}
