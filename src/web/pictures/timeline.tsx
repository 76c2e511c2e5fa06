import type { VNode } from 'preact';
import { PICTURE_WIDTH, Picture } from './picture.js';
import { place } from './scale.js';
import { timelineSays } from './timeline-view.js';
import type { StandingOfRecord, TimelineView } from './timeline-view.js';

const HEIGHT = 190;
const LEFT = 96;
const RIGHT = PICTURE_WIDTH - 16;
const HAPPENED = 40;
const RECORDED = 110;
const MARK = 5;

const KEYS: readonly (readonly [StandingOfRecord, string])[] = [
  ['stands', 'stands'],
  ['late', 'recorded after its month'],
  ['superseded', 'corrected or voided'],
];

/** A case or child by both its times: what happened above, when it became known below, a line between where that was late. */
export function TimelinePicture({
  id,
  title,
  timeline,
}: {
  id: string;
  title: string;
  timeline: TimelineView;
}): VNode {
  const { records, first, last, marks } = timeline;
  const across = (day: number): number =>
    last === first ? (LEFT + RIGHT) / 2 : LEFT + ((day - first) / (last - first)) * (RIGHT - LEFT);
  return (
    <Picture id={id} title={title} says={timelineSays(timeline)} height={HEIGHT}>
      {marks.map(({ day, text }) => (
        <g key={text}>
          <line class="pl-rule" x1={place(across(day))} x2={place(across(day))} y1={20} y2={128} />
          <text class="pl-ink" x={place(across(day))} y={146} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
      <Lane y={HAPPENED} name="Happened" />
      <Lane y={RECORDED} name="Recorded" />
      {records.map(({ id: record, happened, recorded, standing }) => (
        <g key={record}>
          {standing === 'late' ? (
            <line
              class="pl-lag"
              x1={place(across(happened))}
              y1={HAPPENED}
              x2={place(across(recorded))}
              y2={RECORDED}
            />
          ) : null}
          <RecordMark standing={standing} x={across(happened)} y={HAPPENED} />
          <RecordMark standing={standing} x={across(recorded)} y={RECORDED} />
        </g>
      ))}
      {KEYS.map(([standing, text], index) => (
        <g key={standing}>
          <RecordMark standing={standing} x={LEFT + 6 + index * 190} y={174} />
          <text class="pl-ink" x={LEFT + 18 + index * 190} y={178}>
            {text}
          </text>
        </g>
      ))}
    </Picture>
  );
}

function Lane({ y, name }: { y: number; name: string }): VNode {
  return (
    <g>
      <line class="pl-axis" x1={LEFT} x2={RIGHT} y1={y} y2={y} />
      <text class="pl-ink" x={LEFT - 12} y={y + 4} text-anchor="end">
        {name}
      </text>
    </g>
  );
}

/** Round for what stands, square for what came late, crossed for what was taken out. */
function RecordMark({
  standing,
  x,
  y,
}: {
  standing: StandingOfRecord;
  x: number;
  y: number;
}): VNode {
  switch (standing) {
    case 'stands':
      return <circle class="pl-mark pl-mark--0" cx={place(x)} cy={y} r={MARK - 1} />;
    case 'late':
      return (
        <rect
          class="pl-mark pl-mark--1"
          x={place(x - MARK)}
          y={y - MARK}
          width={2 * MARK}
          height={2 * MARK}
        />
      );
    case 'superseded':
      return (
        <path
          class="pl-cross"
          d={`M${place(x - MARK)} ${String(y - MARK)}l${String(2 * MARK)} ${String(2 * MARK)}m0 ${String(-2 * MARK)}l${String(-2 * MARK)} ${String(2 * MARK)}`}
        />
      );
  }
}
