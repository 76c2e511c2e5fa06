import type { VNode } from 'preact';
import { Table } from '../components/table.js';
import { monthInShort, numberInWords } from '../words.js';
import { courseSays } from './course-view.js';
import type { Course, Series } from './course-view.js';
import { PICTURE_WIDTH, Picture } from './picture.js';
import { place, scaleOf } from './scale.js';
import type { Scale } from './scale.js';

const HEIGHT = 300;
const LEFT = 96;
const RIGHT = PICTURE_WIDTH - 16;
const TOP = 16;
const BOTTOM = 216;
const KEY_LEFT = LEFT;
const KEY_TOP = 256;
const KEY_LINE = 20;
const MARK = 4;

/** Courses of values by month, with their table. */
export function CoursePicture({
  id,
  title,
  course,
}: {
  id: string;
  title: string;
  course: Course;
}): VNode {
  return (
    <Picture
      id={id}
      title={title}
      says={courseSays(course)}
      height={HEIGHT + Math.max(0, course.series.length - 2) * KEY_LINE}
      table={<CourseTable title={title} course={course} id={id} />}
    >
      <Drawn course={course} />
      {course.series.map(({ name, as }, index) => (
        <Key key={name} name={name} as={as} style={index} />
      ))}
    </Picture>
  );
}

function Drawn({ course: { months, series, limits = [] } }: { course: Course }): VNode {
  const values = series.flatMap(({ values: each }) => each.map((value) => Number(value ?? 0)));
  const scale = scaleOf([...values, ...limits.map(({ value }) => value)], BOTTOM, TOP);
  const width = (RIGHT - LEFT) / Math.max(1, months.length);
  const across = (index: number): number => LEFT + (index + 0.5) * width;
  const bars = series.filter(({ as }) => as === 'bar');
  return (
    <g>
      <Marks scale={scale} />
      {months.map((month, index) => (
        <text
          key={String(month)}
          class="pl-ink"
          x={place(across(index))}
          y={BOTTOM + 20}
          text-anchor="middle"
        >
          {monthInShort(month).replace(/(\w+) \d\d(\d\d)/u, '$1 $2')}
        </text>
      ))}
      {limits.map(({ name, value }) => (
        <g key={name}>
          <line
            class="pl-limit"
            x1={LEFT}
            x2={RIGHT}
            y1={place(scale.at(value))}
            y2={place(scale.at(value))}
          />
          <text class="pl-ink" x={RIGHT} y={place(scale.at(value) - 4)} text-anchor="end">
            {name}
          </text>
        </g>
      ))}
      {series.map((each, index) =>
        each.as === 'bar' ? (
          <Bars
            key={each.name}
            series={each}
            style={index}
            scale={scale}
            leftOf={(at) =>
              LEFT + at * width + width * 0.1 + (bars.indexOf(each) * width * 0.8) / bars.length
            }
            width={(width * 0.8) / bars.length}
          />
        ) : (
          <Line key={each.name} series={each} style={index} scale={scale} across={across} />
        ),
      )}
    </g>
  );
}

/** The values at the left, each with its line across. */
function Marks({ scale }: { scale: Scale }): VNode {
  return (
    <g>
      {scale.marks.map((mark) => (
        <g key={String(mark)}>
          <line
            class={mark === 0 ? 'pl-axis' : 'pl-rule'}
            x1={LEFT}
            x2={RIGHT}
            y1={place(scale.at(mark))}
            y2={place(scale.at(mark))}
          />
          <text class="pl-ink" x={LEFT - 8} y={place(scale.at(mark) + 4)} text-anchor="end">
            {numberInWords(Number(mark.toPrecision(12)))}
          </text>
        </g>
      ))}
    </g>
  );
}

function Bars({
  series: { values },
  style,
  scale,
  leftOf,
  width,
}: {
  series: Series;
  style: number;
  scale: Scale;
  leftOf: (index: number) => number;
  width: number;
}): VNode {
  return (
    <g class={`pl-bars pl-bars--${String(style)}`}>
      {values.map((value, index) => {
        if (value === null || Number(value) === 0) return null;
        const [one, other] = [scale.at(0), scale.at(Number(value))];
        return (
          <rect
            key={String(index)}
            x={place(leftOf(index))}
            y={place(Math.min(one, other))}
            width={place(width)}
            height={place(Math.abs(one - other))}
          />
        );
      })}
    </g>
  );
}

/** A line through the months that have a value, with a mark at each; where one has none, it breaks off. */
function Line({
  series: { values },
  style,
  scale,
  across,
}: {
  series: Series;
  style: number;
  scale: Scale;
  across: (index: number) => number;
}): VNode {
  const points = values.map((value, index) =>
    value === null ? null : ([across(index), scale.at(Number(value))] as const),
  );
  const path = points
    .map((point, index) => {
      if (point === null) return '';
      const isBegun = (points[index - 1] ?? null) !== null;
      return `${isBegun ? 'L' : 'M'}${place(point[0])} ${place(point[1])}`;
    })
    .join('');
  return (
    <g>
      <path class={`pl-line pl-line--${String(style)}`} d={path} />
      {points.map((point, index) =>
        point === null ? null : (
          <PointMark key={String(index)} style={style} x={point[0]} y={point[1]} />
        ),
      )}
    </g>
  );
}

/** Each course has marks of its own form: without colours they are told apart by it. */
function PointMark({ style, x, y }: { style: number; x: number; y: number }): VNode {
  const of = `pl-mark pl-mark--${String(style)}`;
  switch (style % 3) {
    case 0:
      return <circle class={of} cx={place(x)} cy={place(y)} r={MARK} />;
    case 1:
      return (
        <rect
          class={of}
          x={place(x - MARK)}
          y={place(y - MARK)}
          width={2 * MARK}
          height={2 * MARK}
        />
      );
    default:
      return (
        <path
          class={of}
          d={`M${place(x)} ${place(y - MARK - 1)}L${place(x + MARK + 1)} ${place(y + MARK)}L${place(x - MARK - 1)} ${place(y + MARK)}Z`}
        />
      );
  }
}

/** What a course is drawn like. */
function Key({ name, as, style }: { name: string; as: Series['as']; style: number }): VNode {
  const y = KEY_TOP + style * KEY_LINE;
  return (
    <g>
      {as === 'bar' ? (
        <g class={`pl-bars pl-bars--${String(style)}`}>
          <rect x={KEY_LEFT} y={y - 10} width={24} height={12} />
        </g>
      ) : (
        <g>
          <path
            class={`pl-line pl-line--${String(style)}`}
            d={`M${String(KEY_LEFT)} ${String(y - 4)}h24`}
          />
          <PointMark style={style} x={KEY_LEFT + 12} y={y - 4} />
        </g>
      )}
      <text class="pl-ink" x={KEY_LEFT + 34} y={y}>
        {name}
      </text>
    </g>
  );
}

function CourseTable({
  id,
  title,
  course: { months, series },
}: {
  id: string;
  title: string;
  course: Course;
}): VNode {
  return (
    <Table
      id={`${id}-table`}
      caption={title}
      rows={months.map((month, index) => ({ month, index }))}
      keyOf={({ month }) => String(month)}
      columns={[
        { heading: 'Month', cell: ({ month }) => monthInShort(month) },
        ...series.map(({ name, values }) => ({
          heading: name,
          isNumber: true,
          cell: ({ index }: { index: number }) => numberInWords(values[index] ?? '-'),
        })),
      ]}
    />
  );
}
