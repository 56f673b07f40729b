/** The few pictures of the page, drawn for it: 20 x 20, one stroke. */
import type { ReactNode } from "react";

const drawn = {
  standing: (
    <>
      <path d="M3 16.5h14" />
      <path d="M5.5 16.5v-5M10 16.5v-12M14.5 16.5v-8" />
    </>
  ),
  funnel: <path d="M3 4h14l-5.5 6.5V16l-3 1v-6.5z" />,
  people: (
    <>
      <circle cx="7.5" cy="7" r="3" />
      <path d="M2.5 16.5c0-3 2-4.8 5-4.8s5 1.800 5 4.800M13 4.300a3 3 0 0 1 0 5.400M14.500 12.200c1.900.6 3 2.200 3 4.300" />
    </>
  ),
  campaigns: (
    <>
      <path d="M3 8.500v3.500l2.500.500 1 4h2l-.800-3.700L16 15.500v-11l-10.500 3.300z" />
    </>
  ),
  goals: (
    <>
      <circle cx="10" cy="10" r="7" />
      <circle cx="10" cy="10" r="3.500" />
      <path d="M10 10h.010" />
    </>
  ),
  data: (
    <>
      <ellipse cx="10" cy="5" rx="6.500" ry="2.500" />
      <path d="M3.500 5v10c0 1.400 2.900 2.500 6.500 2.500s6.500-1.100 6.500-2.500V5M3.500 10c0 1.400 2.900 2.500 6.500 2.500s6.500-1.100 6.500-2.500" />
    </>
  ),
  search: (
    <>
      <circle cx="9" cy="9" r="5.500" />
      <path d="m13.200 13.200 3.800 3.800" />
    </>
  ),
  sun: (
    <>
      <circle cx="10" cy="10" r="3.500" />
      <path d="M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M15.700 4.300l-1.100 1.100M5.400 14.600l-1.100 1.100" />
    </>
  ),
  moon: <path d="M16.500 12A7 7 0 0 1 8 3.500 7 7 0 1 0 16.500 12z" />,
  system: (
    <>
      <rect x="2.500" y="4" width="15" height="9.500" rx="1.500" />
      <path d="M7 17h6M10 13.500V17" />
    </>
  ),
  up: <path d="m5.500 12 4.500-4.500 4.500 4.500" />,
  down: <path d="m5.500 8 4.500 4.500L14.500 8" />,
  right: <path d="m8 5.500 4.500 4.500L8 14.500" />,
  left: <path d="M12 5.500 7.500 10l4.500 4.500" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  filter: <path d="M3 5.500h14M5.500 10h9M8 14.500h4" />,
  plus: <path d="M10 4v12M4 10h12" />,
  menu: <path d="M3 5.500h14M3 10h14M3 14.500h14" />,
  download: <path d="M10 3v10m-4-4 4 4 4-4M4 16.500h12" />,
  link: (
    <path d="M8.500 11.500a3.200 3.200 0 0 0 4.600 0l2.500-2.500a3.200 3.200 0 0 0-4.600-4.600l-.800.800M11.500 8.500a3.200 3.200 0 0 0-4.600 0l-2.500 2.500a3.200 3.200 0 0 0 4.600 4.600l.800-.800" />
  ),
  calendar: (
    <>
      <rect x="3" y="4" width="14" height="13" rx="2" />
      <path d="M3 8h14M7 2.500v3M13 2.500v3" />
    </>
  ),
  compare: <path d="M4 7h11l-3-3M16 13H5l3 3" />,
  wall: (
    <>
      <path d="M3 7V3.500h3.500M13.500 3.500H17V7M17 13v3.500h-3.500M6.500 16.500H3V13" />
    </>
  ),
  keys: (
    <>
      <rect x="2.500" y="5" width="15" height="10" rx="1.500" />
      <path d="M5.500 8h.010M8.500 8h.010M11.500 8h.010M14.500 8h.010M6.500 12h7" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 9v4.500M10 6.500h.010" />
    </>
  ),
  bookmark: <path d="M5.500 3h9v14L10 13.500 5.500 17z" />,
  pencil: <path d="m4 16 .800-3.200L13 4.600a1.700 1.700 0 0 1 2.400 2.400L7.200 15.200zM11.500 6.100l2.400 2.400" />,
  check: <path d="m4.500 10.500 3.500 3.500 7.500-8" />,
  more: <path d="M4.500 10h.010M10 10h.010M15.500 10h.010" />,
  records: <path d="M3.500 5h13M3.500 10h13M3.500 15h8" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawn;

export const Icon = ({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    style={{ flexShrink: 0 }}
  >
    {drawn[name]}
  </svg>
);
