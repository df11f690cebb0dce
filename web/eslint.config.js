import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
    { ignores: ['target', 'node_modules', 'src/api/schema.d.ts'] },
    ...tseslint.configs.recommended,
    jsxA11y.flatConfigs.recommended,
    reactHooks.configs.flat.recommended,
);
