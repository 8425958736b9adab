using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Conversations;

public abstract class JoiningTests(Engine engine) : ChatTests(engine)
{
    private static readonly ConversationDraft Unlisted = new() { Privacy = Privacy.Private };

    [Fact]
    public async Task An_unknown_room_is_made_as_the_draft_says()
    {
        var (ana, key) = (await Person(), Unique("test-room-"));

        var made = (await Rooms.JoinAsync(ana, ConversationRef.Of(key), RoomPass.None, Unlisted, Cancel)).Value;

        (made.Conversation.Key, made.Conversation.Name, made.Conversation.Privacy).ShouldBe((key, key, Privacy.Private));
        made.Member.ShouldNotBeNull().Role.ShouldBe(MemberRole.Host);
        Refused(await Rooms.JoinAsync(ana, ConversationRef.Of(Unique("test-room-")), RoomPass.None, null, Cancel), RefusalCode.NotFound);
    }

    [Fact]
    public async Task A_key_of_digits_alone_is_a_key_where_the_dialect_says_so()
    {
        var (ana, ben) = (await Person(), await Person());
        var key = Unique("7");
        var made = (await Rooms.JoinAsync(ana, ConversationRef.Of(key), RoomPass.None, Unlisted, Cancel)).Value;

        (await Rooms.JoinAsync(ben, ConversationRef.Of(key), RoomPass.None, Unlisted, Cancel)).Value.Conversation.Id.ShouldBe(made.Conversation.Id);
        (await Rooms.FindRoomAsync(key)).Value.Id.ShouldBe(made.Conversation.Id);
    }

    [Fact]
    public async Task Of_many_who_join_one_unknown_room_at_once_one_makes_it_and_all_are_in()
    {
        var people = new List<User>();
        for (var i = 0; i < 8; i++)
            people.Add(await Person());
        var key = Unique("rush-");

        var joined = await Task.WhenAll(people.Select(p => Task.Run(() => Rooms.JoinAsync(p, ConversationRef.Of(key), RoomPass.None, Unlisted, Cancel))));

        joined.Select(j => j.Value.Conversation.Id).Distinct().ShouldHaveSingleItem();
        joined.Count(j => j.Value.Member!.Role == MemberRole.Host).ShouldBe(1);
        (await Rooms.FindRoomAsync(key)).Value.MemberCount.ShouldBe(8);
    }

    [Fact]
    public async Task A_room_without_a_host_takes_guests_and_tells_its_members()
    {
        var (room, ben) = (await RoomOf(null), await Person());
        room.Host.ShouldBeNull();

        (await Rooms.JoinAsync(ben, ConversationRef.Of(room.Id), RoomPass.None, null, Cancel)).Value.Member.ShouldNotBeNull().Role.ShouldBe(MemberRole.Member);

        (await Rooms.FindRoomAsync(room.Key)).Value.MemberCount.ShouldBe(1);
        Refused(await Rooms.UpdateAsync(ben.Id, ConversationRef.Of(room.Id), new ConversationDraft { Name = "Mine" }, Cancel), RefusalCode.Forbidden);
        (await Rooms.LeaveAsync(ben.Id, ConversationRef.Of(room.Id))).Refusal.ShouldBeNull();
        (await Rooms.FindRoomAsync(room.Key)).Value.MemberCount.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_else_finds_a_direct_conversation_by_any_of_its_names()
    {
        var (ana, ben, eve) = (await Person(), await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var pairKey = direct.PairKey.ShouldNotBeNull();
        pairKey.ShouldBe(Conversation.PairKeyOf(ben.Key, ana.Key));

        foreach (var reference in new[] { ConversationRef.Of(direct.Key), ConversationRef.Of(direct.Id), ConversationRef.Of(pairKey) })
        {
            Refused(await Rooms.FindAsync(eve.Id, reference), RefusalCode.NotFound);
            Refused(await Rooms.JoinAsync(eve, reference, RoomPass.None, null, Cancel), RefusalCode.NotFound);
            (await Grants.VerifyAsync(reference, "sesame", eve, Somewhere, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.NotFound);
            (await Grants.VerifyAsync(reference, "sesame", null, Somewhere, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.NotFound);
        }

        // One that does not exist is refused in the same words.
        var none = Conversation.DirectKey(eve.Id, new UserId(999_999));
        (await Rooms.JoinAsync(eve, ConversationRef.Of(direct.Key), RoomPass.None, Unlisted, Cancel)).Refusal
            .ShouldBe((await Rooms.JoinAsync(eve, ConversationRef.Of(none), RoomPass.None, Unlisted, Cancel)).Refusal);
        Refused(await Rooms.FindRoomAsync(direct.Key), RefusalCode.NotFound);
        Refused(await Rooms.FindDirectAsync(eve.Id, pairKey, Cancel), RefusalCode.NotFound);
        (await Grants.MayReadAsync(new Access(direct, null), eve, Somewhere, Cancel)).ShouldBeFalse();

        (await Rooms.FindDirectAsync(ben.Id, pairKey, Cancel)).Value.Member.ShouldNotBeNull().User.ShouldBe(ben.Id);
        var pair = (await Rooms.FindPairAsync(pairKey, Cancel)).ShouldNotBeNull();
        $"{pair.First.Key}-{pair.Second.Key}".ShouldBe(pairKey);
        (await Rooms.FindPairAsync(direct.Id, Cancel)).ShouldNotBeNull().Conversation.Id.ShouldBe(direct.Id);
        (await Rooms.FindPairAsync((await RoomOf(ana)).Id, Cancel)).ShouldBeNull();
        (await Rooms.FindPairAsync(Unique("nobody-"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_guest_cannot_take_the_pair_key_of_two_others()
    {
        var (ana, ben) = (await Person("00000000-ffff-4abc-8def-0123456789ab"), await Person("ffffffff-ffff-4abc-8def-0123456789ab"));
        var pairKey = Conversation.PairKeyOf(ana.Key, ben.Key);
        // Two keys that joined read like those of the two: cut at the first `-`.
        var cut = pairKey.IndexOf('-', StringComparison.Ordinal);
        string[] keys = [pairKey[..cut], pairKey[(cut + 1)..]];
        var (eve, mallory) = (await Person(keys[0], UserRole.Guest), await Person(keys[1], UserRole.Guest));
        var theirs = await DirectOf(eve, mallory);
        theirs.Conversation.PairKey.ShouldBe(pairKey);

        var direct = await DirectOf(ana, ben);

        (await Rooms.FindPairAsync(pairKey, Cancel)).ShouldNotBeNull().Conversation.Id.ShouldBe(direct.Conversation.Id);
        (await Rooms.FindDirectAsync(ana.Id, pairKey, Cancel)).Value.Conversation.Id.ShouldBe(direct.Conversation.Id);
        (await Rooms.FindDirectAsync(eve.Id, pairKey, Cancel)).Value.Conversation.Id.ShouldBe(theirs.Conversation.Id);
    }

    [Fact]
    public async Task Being_shown_otherwise_is_told_once()
    {
        var ana = await Person();
        var room = await RoomOf(ana);
        Forget();

        (await Rooms.ShowAsAsync(ana.Id, room.Id, " Ana B ", "/media/a.jpg")).Value.DisplayName.ShouldBe("Ana B");
        (await Rooms.ShowAsAsync(ana.Id, room.Id, "Ana B", "/media/a.jpg")).Value.AvatarUrl.ShouldBe("/media/a.jpg");

        Heard<MemberChanged>().ShouldHaveSingleItem().Member.DisplayName.ShouldBe("Ana B");
        (await AccessOf(ana, room)).Member.ShouldNotBeNull().AvatarUrl.ShouldBe("/media/a.jpg");
        Refused(await Rooms.ShowAsAsync(ana.Id, room.Id, "\u202E", null), RefusalCode.Invalid);
        Refused(await Rooms.ShowAsAsync((await Person()).Id, room.Id, "Ben", null), RefusalCode.NotFound);
    }

    [Fact]
    public async Task Rooms_of_a_category_and_their_people_are_listed()
    {
        var (ana, ben) = (await Person(), await Person());
        var (none, other, music) = (await RoomOf(ana), await RoomOf(null, new() { Category = "Other" }), await RoomOf(ana, new() { Category = Unique("Music") }));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Rooms.JoinAsync(ben, ConversationRef.Of(music.Id), RoomPass.None, null, Cancel);

        (await Rooms.RoomsAsync("Other", 2, Cancel)).Select(r => r.Id).ShouldBe([other.Id, none.Id]);
        (await Rooms.RoomsAsync(music.Category, 10, Cancel)).Select(r => r.Id).ShouldBe([music.Id]);
        (await Rooms.RoomsAsync(null, 3, Cancel)).Select(r => r.Id).ShouldBe([music.Id, other.Id, none.Id]);
        (await Rooms.RoomsAsync("nul\0", 3, Cancel)).ShouldBeEmpty();

        var people = await Rooms.PeopleAsync([none, other, music], 10, Cancel);
        people[music.Id].Host.ShouldNotBeNull().Id.ShouldBe(ana.Id);
        people[music.Id].Members.Select(u => u.Id).ShouldBe([ana.Id, ben.Id]);
        people[none.Id].Members.Select(u => u.Id).ShouldBe([ana.Id]);
        (people[other.Id].Host, people[other.Id].Members.Count).ShouldBe((null, 0));
        (await Rooms.PeopleAsync([music], 1, Cancel))[music.Id].Members.Select(u => u.Id).ShouldBe([ana.Id]);
        (await Rooms.PeopleAsync([], 1, Cancel)).ShouldBeEmpty();
    }
}

public sealed class JoiningOnSqlite(SqliteEngine engine) : JoiningTests(engine), IClassFixture<SqliteEngine>;

public sealed class JoiningOnPostgres(PostgresEngine engine) : JoiningTests(engine), IClassFixture<PostgresEngine>;
