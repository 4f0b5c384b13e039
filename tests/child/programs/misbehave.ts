import { say, serve, tell } from './speak.ts';

let served = 0;

/** A child that breaks every rule of the conversation, one by order. */
const manners: Readonly<Record<string, (id: number) => void>> = {
  behave: (id) => tell(id, `served by ${process.pid}`),
  printProse: () => process.stdout.write('Deprecation warning: please upgrade\n'),
  printAfterwards: (id) => {
    tell(id, 'answered');
    process.stdout.write('one more thing');
  },
  answerAnother: (id) => tell(id + 1, 'not asked'),
  answerTwice: (id) => {
    tell(id, 'once');
    tell(id, 'twice');
  },
  answerWrongShape: (id) => say({ kind: 'answer', id, answer: { matches: ['yes'] } }),
  answerTooDeep: (id) => {
    const depth = 5_000;
    const deep = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    say({ kind: 'answer', id, answer: { matches: [true], deep } });
  },
  answerPrototype: (id) => {
    const answer = '{"matches": [true], "__proto__": {"isAdmin": true}}';
    say({ kind: 'answer', id, answer: JSON.parse(answer) });
  },
  refuseStrangely: (id) =>
    say({ kind: 'refusal', id, refusal: { code: 'constructor', message: 'no', data: {} } }),
  announceTooMuch: () => {
    const head = Buffer.alloc(12);
    head.writeUInt32BE(0x474c5901, 0);
    head.writeUInt32BE(0xffffffff, 4);
    process.stdout.write(head);
  },
  askForNothing: (id) => say({ kind: 'read', id, paths: 'all', maxBytes: 1 }),
  leave: () => process.exit(3),
  leaveWhenOld: (id) => (served > 1 ? process.exit(3) : tell(id, `served by ${process.pid}`)),
  workForever: () => {
    for (;;);
  },
  fillHeap: () => {
    const lists: number[][] = [];
    for (;;) lists.push(Array.from({ length: 1_000 }, (_, index) => index + lists.length));
  },
  fillBuffers: () => {
    const held: Buffer[] = [];
    const fill = () => {
      held.push(Buffer.alloc(16 * 1024 * 1024, 1));
      setTimeout(fill, 5);
    };
    fill();
  },
};

serve(({ id, order }) => {
  served += 1;
  manners[order]?.(id);
});
