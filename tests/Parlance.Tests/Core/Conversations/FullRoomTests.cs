using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Conversations;

public abstract class FullRoomTests(Engine engine) : ChatTests(engine)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_guest_gives_up_the_place_ten_minutes_after_joining_and_may_come_back()
    {
        var (room, guest, newcomer) = (await RoomFor(2), await Guest(), await Guest());
        await Enter(room, guest);
        Forget();

        Clock.Advance(ConversationRules.GuestPlaceKept - Moment);
        Refused(await TryEnter(room, newcomer), RefusalCode.Full);
        Clock.Advance(Moment);
        (await TryEnter(room, newcomer)).Value.Conversation.MemberCount.ShouldBe(2);

        var told = Heard<MemberChanged>();
        told.Select(e => (e.Member.User, e.Member.State, e.By)).ShouldBe(
            [(guest.Id, MemberState.Left, guest.Id), (newcomer.Id, MemberState.Joined, newcomer.Id)]);
        (await AccessOf(guest, room)).IsMember.ShouldBeFalse();
        Clock.Advance(ConversationRules.GuestPlaceKept);
        (await TryEnter(room, guest)).Value.IsMember.ShouldBeTrue();
        (await Conversations.FindAsync(room.Id, Cancel)).ShouldNotBeNull().MemberCount.ShouldBe(2);
    }

    [Fact]
    public async Task An_account_keeps_its_place_for_a_day_after_it_was_last_seen()
    {
        var (room, member) = (await RoomFor(2), await Person());
        await Enter(room, member);
        Clock.Advance(TimeSpan.FromHours(20));
        await Accounts.SetLastSeenAsync(new Dictionary<UserId, DateTimeOffset> { [member.Id] = Clock.GetUtcNow() }, Cancel);

        Clock.Advance(ConversationRules.AccountPlaceKept - Moment);
        Refused(await TryEnter(room, await Guest()), RefusalCode.Full);
        Clock.Advance(Moment);
        (await TryEnter(room, await Guest())).Value.IsMember.ShouldBeTrue();
    }

    [Fact]
    public async Task The_one_longest_away_goes_first()
    {
        var (room, early, late, account) = (await RoomFor(4), await Guest(), await Guest(), await Person());
        await Enter(room, account);
        await Enter(room, early);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Enter(room, late);
        // Early was here again after Late had come.
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Accounts.SetLastSeenAsync(new Dictionary<UserId, DateTimeOffset> { [early.Id] = Clock.GetUtcNow() }, Cancel);
        Clock.Advance(ConversationRules.GuestPlaceKept);

        await Enter(room, await Guest());
        (await AccessOf(late, room)).IsMember.ShouldBeFalse();
        (await AccessOf(early, room)).IsMember.ShouldBeTrue();
        await Enter(room, await Guest());
        (await AccessOf(early, room)).IsMember.ShouldBeFalse();
        Refused(await TryEnter(room, await Guest()), RefusalCode.Full);
        (await AccessOf(account, room)).IsMember.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_is_here_and_whoever_has_a_rank_keep_their_places()
    {
        var (room, here, moderator) = (await RoomFor(3), await Guest(), await Guest());
        await Enter(room, here);
        await Enter(room, moderator);
        var host = room.Host.ShouldNotBeNull();
        (await Rooms.SetRoleAsync(host, ConversationRef.Of(room.Id), moderator.Id, MemberRole.Moderator)).Refusal.ShouldBeNull();
        Online.Add(here.Id);
        Clock.Advance(TimeSpan.FromDays(30));

        Refused(await TryEnter(room, await Guest()), RefusalCode.Full);

        Online.Remove(here.Id);
        Attendance.Enter(room.Id, room.PublicKey, here.AsPerson());
        Refused(await TryEnter(room, await Guest()), RefusalCode.Full);

        Attendance.Leave(room.Id, here.Id);
        (await TryEnter(room, await Guest())).Value.IsMember.ShouldBeTrue();
        (await AccessOf(moderator, room)).IsMember.ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_loses_a_place_in_a_group()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var group = (await Rooms.CreateGroupAsync(ana, "Three", [ben.Id], Cancel)).Value.Conversation;
        Log(t => t.UpdateConversation(t.FindConversation(group.Id)! with { MaxMembers = 2, Position = t.NextPosition() }));
        Clock.Advance(TimeSpan.FromDays(30));

        Refused(await Rooms.AddMemberAsync(ana.Id, ConversationRef.Of(group.Id), carl.Id, Cancel), RefusalCode.Full);
    }

    [Fact]
    public async Task Of_many_newcomers_at_once_each_takes_a_place_of_its_own()
    {
        var room = await RoomFor(9);
        for (var i = 0; i < 8; i++)
            await Enter(room, await Guest());
        Clock.Advance(ConversationRules.GuestPlaceKept);
        var newcomers = new List<User>();
        for (var i = 0; i < 10; i++)
            newcomers.Add(await Guest());

        var outcomes = await Task.WhenAll(newcomers.Select(n => Task.Run(() => TryEnter(room, n))));

        outcomes.Count(o => o.IsRefused).ShouldBe(2);
        (await Conversations.FindAsync(room.Id, Cancel)).ShouldNotBeNull().MemberCount.ShouldBe(9);
        (await Conversations.MembersAsync(room.Id, null, 20, Cancel)).Count.ShouldBe(9);
    }

    private Task<User> Guest() => Person(role: UserRole.Guest);

    private async Task<Conversation> RoomFor(int members) => await RoomOf(await Person(), new ConversationDraft { MaxMembers = members });

    private Task<Outcome<Access>> TryEnter(Conversation room, User user) => Rooms.JoinAsync(user, ConversationRef.Of(room.Id), RoomPass.None, null, Cancel);

    private async Task Enter(Conversation room, User user) => (await TryEnter(room, user)).Value.IsMember.ShouldBeTrue();
}

public sealed class FullRoomsOnSqlite(SqliteEngine engine) : FullRoomTests(engine), IClassFixture<SqliteEngine>;

public sealed class FullRoomsOnPostgres(PostgresEngine engine) : FullRoomTests(engine), IClassFixture<PostgresEngine>;
