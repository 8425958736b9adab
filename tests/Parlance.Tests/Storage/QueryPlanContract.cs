using Parlance.Core;
using Parlance.Core.Search;
using Parlance.Storage.Blocks;
using Parlance.Storage.Conversations;
using Parlance.Storage.Likes;
using Parlance.Storage.Messages;
using Parlance.Storage.Search;
using Parlance.Storage.Sessions;

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
        ["blocked"] = (BlockSql.Between, [("one_id", 1), ("other_id", 2)]),
        ["blocks"] = (BlockSql.Around, [User]),
        ["matches"] = (LikeSql.Matches, [User, Limit]),
        ["candidates"] = (LikeSql.Candidates, [User, ("before", 9), ("now", 1), Limit]),
        ["purge"] = (MessageSql.PurgeIndexed, [Conversation, ("after", 1), ("upto", 9)]),
        ["note_change"] = (SearchSql.NoteChange, [("id", 1)]),
        ["note_purge"] = (SearchSql.NotePurgeIndexed, [Conversation, ("after", 1), ("upto", 9)]),
        ["note_purge_tail"] = (SearchSql.NotePurgeTail, [Conversation, ("after", 1), ("upto", 9)]),
        ["forget_changes"] = (SearchSql.ForgetChanges, [Ids]),
        ["indexed_now"] = (SearchSql.Current, [Ids]),
        ["indexed_next"] = (SearchSql.Posted, [("position", 1), Limit]),
        ["searched_in"] = (SearchSql.Active, [User]),
        ["found"] = (MessageSql.FindMany, [Ids]),
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
        var engine = Database.Dialect.Search;
        var query = engine.Query(SearchQuery.Parse(text).Value, [1, 2, 3], new UserId(1), 4_096, 9_000);

        var (plan, isWhole) = await PlanAsync(SearchSql.Find(engine), [("query", query), ("above", 4_095), ("below", 9_000), User, Limit]);

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

    private async Task<(string Plan, bool ReadsWhole)> PlanAsync(string sql, SqlArg[] args)
    {
        var text = explain + Database.Dialect.Text(sql);
        var plan = await Database.ReadAsync(s => s.QueryAsync(text, args, row => row.GetString(column), Cancel), Cancel);
        return (string.Join('\n', plan), Enumerable.Range(0, plan.Count).Any(i => ReadsWhole(plan[i], i > 0 ? plan[i - 1] : "")));
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

    // A bound on sequence numbers that is no condition of the index is compared after reading the whole conversation.
    protected override bool ReadsWhole(string line, string above) =>
        line.Contains("Seq Scan", StringComparison.Ordinal) || line.Contains("Join Filter: (s.seq", StringComparison.Ordinal)
        || (line.Contains("Index Cond: (user_id", StringComparison.Ordinal) && above.Contains("members_joined", StringComparison.Ordinal));
}
