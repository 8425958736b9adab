namespace Parlance.Storage.Moderation;

internal static class ReportSql
{
    // The order is that of SqlReportStore.Row.
    private const string Columns = """
        id, reporter_id, reporter_key, subject_id, subject_key, subject_device, subject_address, reason, description, match_id, message_id, conversation_id, session, evidence,
        created_at, state, decided_by, decided_at, note
        """;

    public const string Add = $"""
        insert into reports
            (reporter_id, reporter_key, subject_id, subject_key, subject_device, subject_address, reason, description, match_id, message_id, conversation_id, session, same, evidence,
             created_at)
        values
            (@reporter_id, @reporter_key, @subject_id, @subject_key, @subject_device, @subject_address, @reason, @description, @match_id, @message_id, @conversation_id, @session,
             @same, @evidence, @created_at)
        on conflict (same) where state = 0 do nothing
        returning {Columns}
        """;

    public const string FindSame = $"select {Columns} from reports where same = @same and state = 0";

    public const string Find = $"select {Columns} from reports where id = @id";

    public const string List = $"select {Columns} from reports where id < @before order by id desc limit @limit";

    public const string ListOfState = $"select {Columns} from reports where state = @state and id < @before order by id desc limit @limit";

    public const string About = $"select {Columns} from reports where subject_id = @user_id order by id desc limit @limit";

    public const string Decide = $"""
        update reports set state = @state, decided_by = @decided_by, decided_at = @decided_at, note = @note
        where id = @id and state = 0
        returning {Columns}
        """;
}
