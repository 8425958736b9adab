using Parlance.Core.Search;
using Parlance.Core;
using Parlance.Storage.Accounts;
using Parlance.Storage.Blocks;
using Parlance.Storage.Calls;
using Parlance.Storage.Conversations;
using Parlance.Storage.Likes;
using Parlance.Storage.Messages;
using Parlance.Storage.Moderation;
using Parlance.Storage.Search;
using Parlance.Storage.Sessions;
using System.Text.RegularExpressions;

namespace Parlance.Tests.Storage;

/// <summary>What people ask for all the time is answered out of indexes, however large the tables become.</summary>
public abstract class QueryPlanContract(Engine engine, string explain, int column) : StoreContract(engine)
{
    private static readonly SqlArg User = ("user_id", 1);
    private static readonly SqlArg Conversation = ("conversation_id", 1);
    private static readonly SqlArg Ids = ("ids", "[1,2]");
    private static readonly SqlArg Limit = ("limit", 10);

    private static readonly Dictionary<string, (string Sql, SqlArg[] Args)> Statements = new()
    {
        ["history"] = (MessageSql.Before, [Conversation, ("seq", 9), Limit]),
        ["recent"] = (MessageSql.Recent, [Conversation, ("seq", 9), ("after", 1), Limit]),
        ["newest"] = (MessageSql.Newest, [Ids]),
        ["count_visible"] = (MessageSql.CountVisible, [Conversation, ("after", 1), ("upto", 9), ("except", 1)]),
        ["undelivered"] = (MessageSql.Undelivered, [User, Limit]),
        ["list"] = (ConversationSql.List, [User, ("before", 9), Limit]),
        ["directs"] = (ConversationSql.Directs, [User, Limit]),
        ["unread_directs"] = (ConversationSql.UnreadDirects, [User]),
        ["pair"] = (ConversationSql.FindByPair, [("pair_key", "a-b")]),
        ["unread"] = (MemberSql.Unread, [User, Ids, ("window", 9), ("mention", "%,1,%")]),
        ["count_joined"] = (MemberSql.CountJoined, [Conversation, Ids]),
        ["first_members"] = (MemberSql.First, [Ids, Limit]),
        ["away"] = (MemberSql.Away, [Conversation, ("guests_before", 1), ("accounts_before", 1)]),
        ["grant"] = (RoomGrantSql.Find, [Conversation, ("texts", "[\"user:1\"]"), ("password", "p"), ("now", 1)]),
        ["purge_grants"] = (RoomGrantSql.Purge, [("now", 1)]),
        ["call"] = (CallSql.Find, [("id", "x"), ("party", "1")]),
        ["calls"] = (CallSql.List, [("before", 9), Limit]),
        ["call_parties"] = (CallSql.Parties, [("texts", "[\"x\"]")]),
        ["old_calls"] = (CallSql.Old, [("before", 9), Limit]),
        ["purge_calls"] = (CallSql.Purge, [("texts", "[\"x\"]")]),
        ["purge_call_parties"] = (CallSql.PurgeParties, [("texts", "[\"x\"]")]),
        ["blocked"] = (BlockSql.Between, [("one_id", 1), ("other_id", 2)]),
        ["blocks"] = (BlockSql.Around, [User]),
        ["matches"] = (LikeSql.Matches, [User, Limit]),
        ["candidates"] = (LikeSql.Candidates, [User, ("before", 9), ("now", 1), Limit]),
        ["adopt_link"] = (SessionSql.Adopt, [("hash", "h"), ("session", "s"), User, ("family", "f"), ("expires_at", 1)]),
        ["ended_since"] = (SessionSql.EndedSince, [("since", 1)]),
        ["purge_ended"] = (SessionSql.PurgeEnded, [("ended_before", 1)]),
        ["purge"] = (MessageSql.PurgeIndexed, [Conversation, ("after", 1), ("upto", 9)]),
        ["note_change"] = (SearchSql.NoteChange, [("id", 1)]),
        ["note_purge"] = (SearchSql.NotePurgeIndexed, [Conversation, ("after", 1), ("upto", 9)]),
        ["note_purge_tail"] = (SearchSql.NotePurgeTail, [Conversation, ("after", 1), ("upto", 9)]),
        ["forget_changes"] = (SearchSql.ForgetChanges, [Ids]),
        ["indexed_now"] = (SearchSql.Current, [Ids]),
        ["indexed_next"] = (SearchSql.Posted, [("position", 1), Limit]),
        ["searched_in"] = (SearchSql.Active, [User]),
        ["found"] = (MessageSql.FindMany, [Ids]),
        ["same_report"] = (ReportSql.FindSame, [("same", "s")]),
        ["reports"] = (ReportSql.List, [("before", 9), Limit]),
        ["reports_open"] = (ReportSql.ListOfState, [("state", 0), ("before", 9), Limit]),
        ["reports_about"] = (ReportSql.About, [User, Limit]),
        ["filters"] = (FilterSql.List, [("after", 0)]),
        ["bans_active"] = (BanSql.Active, [("now", 1)]),
        ["bans"] = (BanSql.List, [("before", 9), Limit]),
        ["bans_about"] = (BanSql.About, [("kind", 0), ("target", "1"), Limit]),
        ["ban_lifted"] = (BanSql.LiftTarget, [("lifted_at", 1), ("lifted_by", 1), ("kind", 0), ("target", "1")]),
        ["other_admins"] = (StaffSql.OtherAdmins, [("id", 1)]),
        ["audit_operator"] = (AuditSql.ByOperator, [("after", 0), Limit]),
        ["blocked_by"] = (BlockSql.BlockedBy, [User]),
        ["audit"] = (AuditSql.List, [("before", 9), Limit]),
        ["audit_about"] = (AuditSql.About, [User, Limit]),
        ["purge_tail"] = (MessageSql.PurgeTail, [Conversation, ("after", 1), ("upto", 9)]),
    };

    public static TheoryData<string> Names() => [.. Statements.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task No_table_is_read_whole(string name)
    {
        var (sql, args) = Statements[name];
        var (plan, isWhole) = await PlanAsync(sql, args);
        isWhole.ShouldBeFalse(plan);
    }

    [Theory]
    [InlineData("tea")]
    [InlineData("\"green tea\" cup* -coffee")]
    public async Task A_search_is_answered_by_the_full_text_index(string text)
    {
        var search = Database.Dialect.Search;
        var query = search.Query(SearchQuery.Parse(text).Value, [1, 2, 3], new UserId(1), 4_096, 9_000);

        var (plan, isWhole) = await PlanAsync(SearchSql.Find(search), [("query", query), ("above", 4_095), ("below", 9_000), User, Limit]);

        isWhole.ShouldBeFalse(plan);
        plan.ShouldContain(SearchIndex);
    }

    /// <summary>What a plan says where it uses the index of words.</summary>
    protected abstract string SearchIndex { get; }

    [Fact]
    public async Task A_table_that_is_read_whole_is_noticed()
    {
        var (plan, isWhole) = await PlanAsync("select count(*) from messages where content = @text", [("text", "x")]);
        isWhole.ShouldBeTrue(plan);
    }

    /// <summary>Whether a line of the plan says that a table, or the whole of one of its indexes, is walked.</summary>
    protected abstract bool ReadsWhole(string line, string above);

    private protected static (string Sql, SqlArg[] Args) StatementOf(string name) => Statements[name];

    protected (string Plan, bool ReadsWhole) Judge(IReadOnlyList<string> plan) =>
        (string.Join('\n', plan), Enumerable.Range(0, plan.Count).Any(i => ReadsWhole(plan[i], i > 0 ? plan[i - 1] : "")));

    private async Task<(string Plan, bool ReadsWhole)> PlanAsync(string sql, SqlArg[] args)
    {
        var text = explain + Database.Dialect.Text(sql);
        return Judge(await Database.ReadAsync(s => s.QueryAsync(text, args, row => row.GetString(column), Cancel), Cancel));
    }
}

public sealed class QueryPlansOnSqlite(SqliteEngine engine) : QueryPlanContract(engine, "explain query plan ", 3), IClassFixture<SqliteEngine>
{
    protected override string SearchIndex => "SCAN TABLE message_search AS s VIRTUAL TABLE INDEX";

    // What json gave is no table.
    protected override bool ReadsWhole(string line, string above) =>
        line.StartsWith("SCAN TABLE ", StringComparison.Ordinal) && !line.Contains("VIRTUAL TABLE", StringComparison.Ordinal);
}

public sealed class QueryPlansOnPostgres(PostgresEngine engine) : QueryPlanContract(engine, "explain ", 0), IClassFixture<PostgresEngine>
{
    protected override string SearchIndex => "Bitmap Index Scan on message_search_words";

    /// <summary>A prepared statement gets a plan for any values, made from what the engine knows of the table by then: that "all but my own" are none when one
    /// person has said everything made it walk all messages for each of them.</summary>
    [Fact]
    public async Task That_one_person_said_everything_misleads_no_plan()
    {
        for (var i = 0; i < 100; i++)
        {
            var room = Room();
            Join(room, new UserId(1));
            Append([.. Enumerable.Range(0, 200).Select(n => NewPost(room, $"{n}"))]);
        }

        var complaints = await Database.ReadAsync(
            async s =>
            {
                await s.ExecuteAsync("analyze", [], Cancel);
                await s.ExecuteAsync("set plan_cache_mode = force_generic_plan", [], Cancel);
                var judged = new List<(string Plan, bool ReadsWhole)>();
                foreach (var name in new[] { "unread", "count_visible", "undelivered" })
                {
                    await s.ExecuteAsync(Prepared(name, out var execute), [], Cancel);
                    judged.Add(Judge(await s.QueryAsync("explain " + execute, [], row => row.GetString(0), Cancel)));
                    await s.ExecuteAsync($"deallocate {name}", [], Cancel);
                }

                await s.ExecuteAsync("reset plan_cache_mode", [], Cancel);
                return judged.Where(judgement => judgement.ReadsWhole).Select(judgement => judgement.Plan).ToList();
            },
            Cancel);

        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_statement_waits_for_workers_to_start() =>
        (await Database.ReadAsync(s => s.QueryAsync("show max_parallel_workers_per_gather", [], row => row.GetString(0), Cancel), Cancel)).ShouldBe(["0"]);

    private string Prepared(string name, out string execute)
    {
        var (sql, args) = StatementOf(name);
        var text = Database.Dialect.Text(sql);
        for (var i = 0; i < args.Length; i++)
            text = Regex.Replace(text, $@"@{args[i].Name}\b", $"${i + 1}");
        var types = string.Join(", ", args.Select(arg => arg.Value is string ? "text" : "bigint"));
        var values = string.Join(", ", args.Select(arg => arg.Value is string given ? $"'{given}'" : $"{arg.Value}"));
        execute = $"execute {name} ({values})";
        return $"prepare {name} ({types}) as {text}";
    }

    // An index without a condition is walked whole. A bound on sequence numbers that is no condition of the index is compared after reading the whole conversation.
    protected override bool ReadsWhole(string line, string above) =>
        line.Contains("Seq Scan", StringComparison.Ordinal) || line.Contains("Join Filter: (s.seq", StringComparison.Ordinal)
        || (above.Contains("->  Index", StringComparison.Ordinal) && above.Contains(" on messages ", StringComparison.Ordinal) && !line.Contains("Index Cond", StringComparison.Ordinal))
        || (line.Contains("Index Cond: (user_id", StringComparison.Ordinal) && above.Contains("members_joined", StringComparison.Ordinal));
}
