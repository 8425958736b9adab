namespace Parlance.Storage.Moderation;

/// <summary>There is no statement that changes or deletes an entry, and there must be none.</summary>
internal static class AuditSql
{
    // The order is that of SqlAuditLog.Row.
    private const string Columns = "id, at, actor_id, action, subject_id, subject, reason, details";

    public const string Add = """
        insert into audit_log (at, actor_id, action, subject_id, subject, reason, details) values (@at, @actor_id, @action, @subject_id, @subject, @reason, @details)
        """;

    public const string List = $"select {Columns} from audit_log where id < @before order by id desc limit @limit";

    /// <summary>What was done at a command line, of which no event tells.</summary>
    public const string ByOperator = $"select {Columns} from audit_log where actor_id is null and id > @after order by id limit @limit";

    public const string About = $"select {Columns} from audit_log where subject_id = @user_id order by id desc limit @limit";
}
