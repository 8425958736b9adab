namespace Parlance.Storage.Calls;

internal static class CallSql
{
    private const string Columns = "c.number, c.id, c.kind, c.conversation_id, c.started_at, c.ended_at, c.ending";

    public const string Add = """
        insert into calls (id, kind, conversation_id, started_at, ended_at, ending) values (@id, @kind, @conversation_id, @started_at, @ended_at, @ending)
        on conflict (id) do update set ended_at = coalesce(calls.ended_at, excluded.ended_at), ending = coalesce(calls.ending, excluded.ending)
        """;

    public const string AddParty = """
        insert into call_parties (call_id, party, user_id, stages, local_candidate, remote_candidate, setup_ms, ending, reported)
        values (@call_id, @party, @user_id, @stages, @local_candidate, @remote_candidate, @setup_ms, @ending, @reported)
        on conflict (call_id, party) do update
        set stages = call_parties.stages | excluded.stages,
            local_candidate = coalesce(call_parties.local_candidate, excluded.local_candidate),
            remote_candidate = coalesce(call_parties.remote_candidate, excluded.remote_candidate),
            setup_ms = coalesce(call_parties.setup_ms, excluded.setup_ms),
            ending = coalesce(call_parties.ending, excluded.ending),
            reported = coalesce(call_parties.reported, excluded.reported)
        """;

    public const string Find = $"""
        select {Columns} from calls c
        where c.id = @id and exists (select 1 from call_parties p where p.call_id = @id and p.party = @party)
        """;

    public const string List = $"select {Columns} from calls c where c.number < @before order by c.number desc limit @limit";

    public const string Parties = """
        select p.call_id, p.party, p.user_id, p.stages, p.local_candidate, p.remote_candidate, p.setup_ms, p.ending, p.reported
        from call_parties p where p.call_id in {texts} order by p.call_id, p.party
        """;

    public const string Old = "select id from calls where started_at < @before order by started_at, number limit @limit";

    public const string PurgeParties = "delete from call_parties where call_id in {texts}";

    public const string Purge = "delete from calls where id in {texts}";
}
