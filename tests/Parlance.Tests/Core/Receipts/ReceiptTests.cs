using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Receipts;

public abstract class ReceiptTests(Engine engine) : ChatTests(engine)
{
    [Fact]
    public async Task Ten_thousand_messages_are_read_in_one_event_that_says_from_where()
    {
        var (ana, ben, direct) = await Two();
        for (var i = 0; i < 10; i++)
            Append([.. Enumerable.Range(0, 1_000).Select(n => NewPost(direct, $"{i} {n}", sender: ana.Id))]);

        (await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel)).Value.ShouldBe(10_000);

        var moved = Heard<ReceiptMoved>().ShouldHaveSingleItem();
        (moved.ReadFrom, moved.Member.ReadSeq, moved.DeliveredFrom, moved.Member.DeliveredSeq, moved.IsOfAll).ShouldBe((0, 10_000, 0, 10_000, true));
    }

    [Fact]
    public async Task Whoever_reports_nothing_new_causes_nothing()
    {
        var (ana, ben, direct) = await Two();
        await Post(ana, direct);
        var reference = ConversationRef.Of(direct.Id);
        (await Receipts.DeliverAllAsync(ben.Id, reference, Cancel)).Value.ShouldBe(1);
        (await Receipts.ReadAllAsync(ben.Id, reference, Cancel)).Value.ShouldBe(1);
        Forget();

        (await Receipts.DeliverAllAsync(ben.Id, reference, Cancel)).Value.ShouldBe(0);
        (await Receipts.ReadAllAsync(ben.Id, reference, Cancel)).Value.ShouldBe(0);
        (await Receipts.MoveAsync(ben.Id, reference, deliveredSeq: 1, readSeq: 0)).Value.ReadSeq.ShouldBe(1);

        Heard<ReceiptMoved>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_watermark_knows_when_it_last_moved()
    {
        var (ana, ben, direct) = await Two();
        await Post(ana, direct);
        (await Conversations.FindMemberAsync(direct.Id, ben.Id, Cancel)).ShouldNotBeNull().ReceiptAt.ShouldBeNull();
        Clock.Advance(TimeSpan.FromMinutes(5));
        var now = Clock.GetUtcNow();

        var moved = (await Receipts.MoveAsync(ben.Id, ConversationRef.Of(direct.Id), 1, 0)).Value;

        moved.ReceiptAt.ShouldBe(now);
        (await Conversations.FindMemberAsync(direct.Id, ben.Id, Cancel)).ShouldNotBeNull().ReceiptAt!.Value.ToUnixTimeMilliseconds().ShouldBe(now.ToUnixTimeMilliseconds());
        Heard<ReceiptMoved>().ShouldHaveSingleItem().IsOfAll.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_moves_watermarks_where_they_are_not()
    {
        var (_, _, direct) = await Two();
        var carl = await Person();

        Refused(await Receipts.ReadAllAsync(carl.Id, ConversationRef.Of(direct.Id), Cancel), RefusalCode.NotFound);
        Refused(await Receipts.DeliverAllAsync(carl.Id, ConversationRef.Of(direct.Id), Cancel), RefusalCode.NotFound);
        Heard<ReceiptMoved>().ShouldBeEmpty();
    }

    private async Task<(User Ana, User Ben, Conversation Direct)> Two()
    {
        var (ana, ben) = (await Person(), await Person());
        return (ana, ben, (await DirectOf(ana, ben)).Conversation);
    }
}

public sealed class ReceiptsOnSqlite(SqliteEngine engine) : ReceiptTests(engine), IClassFixture<SqliteEngine>;

public sealed class ReceiptsOnPostgres(PostgresEngine engine) : ReceiptTests(engine), IClassFixture<PostgresEngine>;
