/** Colours, type and defaults of the admin's parts; contrast of text is AA in light and dark. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const leaf: MantineColorsTuple = [
  '#eaf6f0',
  '#d3ebdf',
  '#a6d7be',
  '#76c29c',
  '#4daf7f',
  '#33a06d',
  '#268258',
  '#1f6f4a',
  '#185a3b',
  '#0e422a',
];

const dark: MantineColorsTuple = [
  '#e6e8ea',
  '#c3c7cb',
  '#a1a7ad',
  '#6f767d',
  '#3a4046',
  '#2c3136',
  '#22262a',
  '#191c1f',
  '#121416',
  '#0c0e0f',
];

export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: { light: 7, dark: 7 },
  colors: { leaf, dark },
  fontFamily: 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', padding: 'lg' },
      styles: { title: { fontWeight: 600, fontSize: '1rem' } },
    },
    // A dialog's heading is no second banner of the page, which a bare <header> would be.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--page-gap': '1.5rem' },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1c1f23',
    '--mantine-color-dimmed': '#5d646b',
    '--mantine-color-placeholder': '#6b7279',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#1a6644',
    '--surface-canvas': '#f5f6f6',
    '--surface-raised': '#ffffff',
    '--surface-line': '#e3e6e8',
    '--surface-hover': '#eef0f1',
    '--text-gain': '#1a6644',
    '--text-loss': '#b42318',
    '--card-shadow': '0 1px 2px rgb(16 24 40 / 5%)',
  },
  dark: {
    '--mantine-color-body': '#191c1f',
    '--mantine-color-text': '#e6e8ea',
    '--mantine-color-dimmed': '#a1a7ad',
    '--mantine-color-placeholder': '#8d949b',
    '--mantine-color-error': '#ff9188',
    '--mantine-color-anchor': '#76c29c',
    '--surface-canvas': '#121416',
    '--surface-raised': '#191c1f',
    '--surface-line': '#2c3136',
    '--surface-hover': '#22262a',
    '--text-gain': '#76c29c',
    '--text-loss': '#ff9188',
    '--card-shadow': 'none',
  },
});
