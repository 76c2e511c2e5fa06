import type { VNode } from 'preact';
import { Table } from '../components/table.js';
import { PICTURE_WIDTH, Picture } from './picture.js';
import { place, scaleOf } from './scale.js';
import type { Scale } from './scale.js';
import { STANDINGS, STANDING_WORDS, standingsSay } from './standing-view.js';
import type { Standing, StandingOfMonth } from './standing-view.js';

const HEIGHT = 270;
const LEFT = 56;
const RIGHT = PICTURE_WIDTH - 8;
const TOP = 12;
const BOTTOM = 190;

/** How the counties stand by month, each kind drawn in a way of its own, with its table. */
export function StandingPicture({
  id,
  standings,
}: {
  id: string;
  standings: readonly StandingOfMonth[];
}): VNode {
  const title = 'Counties by the state of their months';
  return (
    <Picture
      id={id}
      title={title}
      says={standingsSay(standings)}
      height={HEIGHT}
      table={<StandingTable id={id} title={title} standings={standings} />}
    >
      <Patterns id={id} />
      <Drawn id={id} standings={standings} />
      {STANDINGS.map((standing, index) => (
        <g key={standing}>
          <rect
            class="pl-stack"
            fill={fillOf(id, standing)}
            x={LEFT + index * 128}
            y={246}
            width={16}
            height={14}
          />
          <text class="pl-ink" x={LEFT + 22 + index * 128} y={258}>
            {STANDING_WORDS[standing]}
          </text>
        </g>
      ))}
    </Picture>
  );
}

function Drawn({ id, standings }: { id: string; standings: readonly StandingOfMonth[] }): VNode {
  const totals = standings.map(({ counts }) =>
    STANDINGS.reduce((sum, standing) => sum + counts[standing], 0),
  );
  const scale = scaleOf(totals, BOTTOM, TOP, 4);
  const width = (RIGHT - LEFT) / Math.max(1, standings.length);
  return (
    <g>
      {scale.marks.filter(Number.isInteger).map((mark) => (
        <g key={String(mark)}>
          <line
            class={mark === 0 ? 'pl-axis' : 'pl-rule'}
            x1={LEFT}
            x2={RIGHT}
            y1={place(scale.at(mark))}
            y2={place(scale.at(mark))}
          />
          <text class="pl-ink" x={LEFT - 8} y={place(scale.at(mark) + 4)} text-anchor="end">
            {String(mark)}
          </text>
        </g>
      ))}
      {standings.map((standing, index) => (
        <MonthOf
          key={standing.month}
          id={id}
          standing={standing}
          scale={scale}
          left={LEFT + index * width}
          width={width}
          isYearSaid={index === 0 || standing.month.startsWith('Jan')}
        />
      ))}
    </g>
  );
}

/** One month: its kinds upon each other. */
function MonthOf({
  id,
  standing: { month, counts },
  scale,
  left,
  width,
  isYearSaid,
}: {
  id: string;
  standing: StandingOfMonth;
  scale: Scale;
  left: number;
  width: number;
  isYearSaid: boolean;
}): VNode {
  const middle = place(left + width / 2);
  return (
    <g>
      {STANDINGS.map((standing, at) => {
        if (counts[standing] === 0) return null;
        const below = STANDINGS.slice(0, at).reduce((sum, each) => sum + counts[each], 0);
        const top = scale.at(below + counts[standing]);
        return (
          <rect
            key={standing}
            class="pl-stack"
            fill={fillOf(id, standing)}
            x={place(left + width * 0.15)}
            y={place(top)}
            width={place(width * 0.7)}
            height={place(scale.at(below) - top)}
          />
        );
      })}
      <text class="pl-ink" x={middle} y={BOTTOM + 18} text-anchor="middle">
        {month.slice(0, 3)}
      </text>
      {isYearSaid ? (
        <text class="pl-ink" x={middle} y={BOTTOM + 34} text-anchor="middle">
          {month.slice(-4)}
        </text>
      ) : null}
    </g>
  );
}

function fillOf(id: string, standing: Standing): string {
  switch (standing) {
    case 'approved':
      return 'currentColor';
    case 'open':
      return 'none';
    case 'submitted':
    case 'returned':
    case 'late':
      return `url(#${id}-${standing})`;
  }
}

/** Without colours the kinds are told apart by these: stripes, dots, a net. */
function Patterns({ id }: { id: string }): VNode {
  return (
    <defs>
      <pattern id={`${id}-submitted`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path class="pl-pattern" d="M0 6L6 0" />
      </pattern>
      <pattern id={`${id}-returned`} width="6" height="6" patternUnits="userSpaceOnUse">
        <circle class="pl-dot" cx="3" cy="3" r="1.5" />
      </pattern>
      <pattern id={`${id}-late`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path class="pl-pattern" d="M0 0L6 6M0 6L6 0" />
      </pattern>
    </defs>
  );
}

function StandingTable({
  id,
  title,
  standings,
}: {
  id: string;
  title: string;
  standings: readonly StandingOfMonth[];
}): VNode {
  return (
    <Table
      id={`${id}-table`}
      caption={title}
      rows={standings}
      keyOf={({ month }) => month}
      columns={[
        { heading: 'Month', cell: ({ month }) => month },
        ...STANDINGS.map((standing) => ({
          heading: STANDING_WORDS[standing],
          isNumber: true,
          cell: ({ counts }: StandingOfMonth) => String(counts[standing]),
        })),
      ]}
    />
  );
}
