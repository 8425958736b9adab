namespace Parlance.Scenarios.Stories;

public class Conversations(ChatServers servers) : IClassFixture<ChatServers>
{
    [Theory, EveryEngine]
    public async Task A_conversation_says_how_many_messages_there_are_and_how_far_one_read(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await ana.Says("one");
        await ana.Says("two");
        await ben.Sees("one", "two");
        await ben.Client.ReceiptAsync(ben.Room, read: 2);

        var found = await ben.Client.ConversationAsync(ben.Room);
        (found.Conversation.LastSeq, found.Self!.Read).ShouldBe((2, 2));
        var joined = await ben.Client.JoinAsync(ben.Room);
        (joined.Conversation.LastSeq, joined.Self!.Read).ShouldBe((2, 2));
    }

    [Theory, EveryEngine]
    public async Task A_direct_chat_opened_by_both_at_once_is_one(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Member("ana");
        var others = new List<Person>();
        for (var i = 0; i < 10; i++)
            others.Add(await chat.Member($"ben{i}"));

        foreach (var ben in others)
        {
            var opened = await Task.WhenAll(ana.Client.OpenDirectAsync(ben.Id), ben.Client.OpenDirectAsync(ana.Id));
            opened[0].Conversation.Id.ShouldBe(opened[1].Conversation.Id);
            opened[0].Conversation.Kind.ShouldBe(ConversationKind.Direct);
            ana.Room = ben.Room = opened[0].Conversation.Id;
            await ana.Client.SendAsync(ana.Room, "hello, you");
            await ben.Sees("hello, you");
        }
    }

    [Theory, EveryEngine]
    public async Task A_group_is_seen_by_its_members_alone(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Member("ana");
        var ben = await chat.Member("ben");
        var carl = await chat.Member("carl");

        var group = (await ana.Client.CreateGroupAsync("walkers", [ben.Id])).Conversation;
        ana.Room = ben.Room = carl.Room = group.Id;
        await ana.Says("tomorrow at nine");

        await ben.Sees("tomorrow at nine");
        (await Should.ThrowAsync<ParlanceException>(carl.Client.HistoryAsync(group.Id))).Code.ShouldBe("not_found");
        (await Should.ThrowAsync<ParlanceException>(carl.Client.ConversationAsync(group.Id))).Code.ShouldBe("not_found");
        (await Should.ThrowAsync<ParlanceException>(carl.Client.JoinAsync(group.Id))).Code.ShouldBe("not_found");
        (await Should.ThrowAsync<ParlanceException>(carl.Client.ConversationAsync(999_999_999))).Code.ShouldBe("not_found");

        await ben.Client.AddMemberAsync(group.Id, carl.Id);
        await carl.Hears<ConversationChanged>(e => e.Value.Id == group.Id);
        await ana.Says("ten");
        await carl.Sees("ten");
        (await carl.Client.HistoryAsync(group.Id)).Messages.Count.ShouldBe(2);
    }

    [Theory, EveryEngine]
    public async Task A_room_with_a_password_opens_to_those_who_know_it(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Member("ana");
        var ben = await chat.Member("ben");
        var room = (await ana.Client.CreateRoomAsync(new ConversationSettings { Name = "Vault", Privacy = Privacy.Password, Password = "sesame" })).Conversation;

        (await ben.Client.RoomsAsync("Vault")).Rooms.Single().Id.ShouldBe(room.Id);
        (await Should.ThrowAsync<ParlanceException>(ben.Client.JoinAsync(room))).Code.ShouldBe("password_required");
        (await Should.ThrowAsync<ParlanceException>(ben.Client.JoinAsync(room, "guess"))).Code.ShouldBe("password_required");
        (await ben.Client.JoinAsync(room, "sesame")).Self!.State.ShouldBe(MemberState.Joined);
    }

    [Theory, EveryEngine]
    public async Task A_private_room_is_not_listed(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Member("ana");
        var ben = await chat.Member("ben");
        var hidden = (await ana.Client.CreateRoomAsync(new ConversationSettings { Name = "Attic", Key = chat.Own("attic"), Privacy = Privacy.Private })).Conversation;

        (await ben.Client.RoomsAsync("Attic")).Rooms.ShouldBeEmpty();
        (await ben.Client.JoinAsync(chat.Own("attic"))).Conversation.Id.ShouldBe(hidden.Id);
    }

    [Theory, EveryEngine]
    public async Task Only_the_host_runs_a_room_until_it_is_handed_over(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var people = await chat.Room("ana", "ben", "carl");
        var (ana, ben, carl) = (people[0], people[1], people[2]);
        var said = await carl.Says("nonsense");

        (await Should.ThrowAsync<ParlanceException>(ben.Client.UpdateAsync(ben.Room, new ConversationSettings { Name = "Mine" }))).Code.ShouldBe("forbidden");
        (await Should.ThrowAsync<ParlanceException>(ben.Client.RemoveMemberAsync(ben.Room, carl.Id))).Code.ShouldBe("forbidden");
        (await Should.ThrowAsync<ParlanceException>(ben.Client.DeleteAsync(said.Message))).Code.ShouldBe("forbidden");
        (await Should.ThrowAsync<ParlanceException>(ana.Client.EditAsync(said.Message, "sense"))).Code.ShouldBe("forbidden");

        (await ana.Client.SetRoleAsync(ana.Room, ben.Id, MemberRole.Moderator)).Role.ShouldBe(MemberRole.Moderator);
        await ben.Client.DeleteAsync(said.Message);
        (await Should.ThrowAsync<ParlanceException>(ben.Client.RemoveMemberAsync(ben.Room, ana.Id))).Code.ShouldBe("forbidden");

        (await ana.Client.UpdateAsync(ana.Room, new ConversationSettings { Host = ben.Id })).Host.ShouldBe(ben.Id);
        (await ben.Client.UpdateAsync(ben.Room, new ConversationSettings { Name = "Mine" })).Name.ShouldBe("Mine");
        await ben.Client.DeleteConversationAsync(ben.Room);
        await carl.Hears<ConversationChanged>(e => e.Value.Id == carl.Room && e.Value.Deleted);
        (await Should.ThrowAsync<ParlanceException>(carl.Says("anybody?"))).Code.ShouldBe("not_found");
    }

    [Theory, EveryEngine]
    public async Task A_taken_key_and_a_full_room_are_refused(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Member("ana");
        var ben = await chat.Member("ben");
        var carl = await chat.Member("carl");
        var room = (await ana.Client.CreateRoomAsync(new ConversationSettings { Name = "Two seats", Key = "two", MaxMembers = 2 })).Conversation;

        (await Should.ThrowAsync<ParlanceException>(ben.Client.CreateRoomAsync(new ConversationSettings { Name = "Copy", Key = "two" }))).Code.ShouldBe("taken");
        await ben.Client.JoinAsync(room);
        (await Should.ThrowAsync<ParlanceException>(carl.Client.JoinAsync(room))).Code.ShouldBe("full");
    }
}
