using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Sockets;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Sockets;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Dialects.Hosting.Receipts;

public sealed class ReceiptTellerTests(SqliteEngine engine) : ChatTests(engine), IClassFixture<SqliteEngine>
{
    private readonly TestLoop _loop = TestLoop.Create();
    private ReceiptTeller _teller = null!;
    private TestPeer _peer = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _teller = new ReceiptTeller(Messages, Cache, new FanOut([_loop]), Bus, NullLogger<ReceiptTeller>.Instance);
        _peer = new TestPeer(_loop);
    }

    public override async ValueTask DisposeAsync()
    {
        await _teller.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Each_message_of_others_is_told_once_with_how_far_it_got()
    {
        var (ana, ben, direct) = await Two();
        using var listening = _teller.Listen();
        var (first, _, third) = (await Post(ana, direct), await Post(ben, direct), await Post(ana, direct));
        await Receipts.MoveAsync(ben.Id, ConversationRef.Of(direct.Id), deliveredSeq: 1, readSeq: 0);
        await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel);

        var told = await Told(ana.Id, 2);

        told.Select(e => string.Join(' ', e.Messages.Select(m => $"{m.Message}:{m.State}"))).ShouldBe([$"{first.Id}:Delivered", $"{first.Id}:Read {third.Id}:Read"]);
        told.ShouldAllBe(e => e.Author == ana.Id && e.Receiver.User == ben.Id);
    }

    [Fact]
    public async Task Of_a_long_stretch_the_newest_are_told()
    {
        var (ana, ben, direct) = await Two();
        using var listening = _teller.Listen();
        AppendEntry[] posted = [.. Enumerable.Range(0, ReceiptTeller.MaxMessages + 50).Select(i => NewPost(direct, $"{i}", sender: ana.Id))];
        Append(posted);

        await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel);

        (await Told(ana.Id, 1))[0].Messages.Select(m => m.Message).ShouldBe(posted.Skip(50).Select(entry => entry.Message!.Id));
    }

    [Fact]
    public async Task Nothing_is_told_while_nobody_listens_nor_in_rooms()
    {
        var (ana, ben, direct) = await Two();
        await Post(ana, direct);
        await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel);
        using var listening = _teller.Listen();
        var room = await RoomOf(ana);
        await Rooms.JoinAsync(ben, ConversationRef.Of(room.Id), new RoomPass(null), null, Cancel);
        await Post(ana, room);
        await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(room.Id), Cancel);
        var last = await Post(ana, direct);
        await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel);

        (await Told(ana.Id, 1)).ShouldHaveSingleItem().Messages.ShouldHaveSingleItem().Message.ShouldBe(last.Id);
    }

    private async Task<IReadOnlyList<OwnMessageReceipts>> Told(UserId author, int count)
    {
        _loop.Registry.Follow(_peer.Connection, Topic.Of(author), 0);
        await Eventually.Holds(() =>
        {
            _loop.Settle();
            return Task.FromResult(_peer.Session.OwnEvents.Count >= count ? null : $"{_peer.Session.OwnEvents.Count} told of {count}");
        });
        return [.. _peer.Session.OwnEvents.Cast<OwnMessageReceipts>()];
    }

    private async Task<(User Ana, User Ben, Conversation Direct)> Two()
    {
        var (ana, ben) = (await Person(), await Person());
        return (ana, ben, (await DirectOf(ana, ben)).Conversation);
    }
}
