import { useMessages } from '../../i18n/messages';

/** Says that what belongs here is on its way. */
export function Coming() {
  const { loading } = useMessages();
  return (
    <div className="coming" role="status">
      <progress aria-label={loading} />
      <p className="note">{loading}</p>
    </div>
  );
}
