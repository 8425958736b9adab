import { languages } from '../../i18n/index.ts';
import { preferences, type Language, type Theme } from '../../state/preferences.ts';
import { spoken } from '../../i18n/index.ts';
import { SelectField } from '../ui/Field.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

export function LanguageAndTheme({ showLabels = false }: { showLabels?: boolean }) {
  const t = useText();
  const language = useStore(spoken, (value) => value.language);
  const theme = useStore(preferences, (value) => value.theme);
  return (
    <>
      <SelectField label={t.start.language} hideLabel={!showLabels} value={language} onChange={(e) => preferences.patch({ language: e.target.value as Language })}>
        {Object.entries(languages).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label={t.start.theme} hideLabel={!showLabels} value={theme} onChange={(e) => preferences.patch({ theme: e.target.value as Theme })}>
        <option value="system">{t.start.themeSystem}</option>
        <option value="light">{t.start.themeLight}</option>
        <option value="dark">{t.start.themeDark}</option>
      </SelectField>
    </>
  );
}
