using System.Text;
using System.Text.Json;

namespace Parlance.Scenarios.Stories;

/// <summary>Snapshot and events together are always the later snapshot.</summary>
public class Snapshots(ChatServers servers) : IClassFixture<ChatServers>
{
    [Theory, EveryEngine]
    public async Task Who_was_away_for_too_long_is_told_to_read_anew(Engine engine)
    {
        await using var chat = await Chat.On(engine, new ServerSettings().With("Parlance__Native__ResumeLimit", "50"));
        var (ana, ben) = await chat.Pair("ana", "ben");

        await ben.Leaves();
        for (var i = 0; i < 60; i++)
            await ana.Says($"{i}");
        await ben.Returns();
        await ben.Hears<Snapshot>(_ => true);
        await ben.TakesAView();
        await ana.Says("and on");

        await ben.Hears<MessageReceived>(e => e.Message.Content == "and on");
        await ben.KnowsWhatIsTrue();
        ben.Journal.Messages(ben.Room).Select(m => m.Content).ShouldBe(["and on"]);
    }

    [Theory, EveryEngine]
    public async Task Just_within_the_limit_everything_is_replayed(Engine engine)
    {
        await using var chat = await Chat.On(engine, new ServerSettings().With("Parlance__Native__ResumeLimit", "50"));
        var (ana, ben) = await chat.Pair("ana", "ben");

        await ben.Leaves();
        for (var i = 0; i < 50; i++)
            await ana.Says($"{i}");
        await ben.Returns();

        await ben.Sees([.. Enumerable.Range(0, 50).Select(i => $"{i}")]);
        await ben.SeesNothingMore();
        ben.Journal.All.OfType<Snapshot>().ShouldBeEmpty();
    }

    [Theory, EveryEngine]
    public async Task A_changed_profile_is_told_as_reading_it_anew_shows_it(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await ben.Client.WatchAsync([ana.Id]);

        using var http = new HttpClient { BaseAddress = chat.Server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ana.Credentials.AccessToken);
        using var body = new StringContent("""{"display_name":"Ana Lee","bio":"tea","avatar_url":"/media/a.png"}""", Encoding.UTF8, "application/json");
        (await http.PatchAsync("/api/v1/me", body)).EnsureSuccessStatusCode();

        var told = (await ben.Hears<ProfileChanged>(e => e.User.Id == ana.Id)).User;
        using var read = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/users/{ana.Id}"));
        (told.Name, told.Bio, told.AvatarUrl, told.Username).ShouldBe(("Ana Lee", "tea", "/media/a.png", chat.Own("ana")));
        (told.Name, told.Bio, told.AvatarUrl, told.Username).ShouldBe((Field(read, "name"), Field(read, "bio"), Field(read, "avatar_url"), Field(read, "username")));
        var own = (await ana.Hears<ProfileChanged>(e => e.User.Id == ana.Id)).User;
        await using var later = await chat.AnotherDevice(ana);
        own.ToString().ShouldBe(later.User.ToString());
    }

    private static string? Field(JsonDocument answer, string name) => answer.RootElement.GetProperty(name).GetString();

    public static TheoryData<Engine, string> EveryChange()
    {
        var data = new TheoryData<Engine, string>();
        foreach (var engine in Enum.GetValues<Engine>())
        {
            foreach (var change in Changes.Keys)
                data.Add(engine, change);
        }

        return data;
    }

    [Theory, MemberData(nameof(EveryChange))]
    public async Task After_every_kind_of_change_events_tell_what_reading_anew_shows(Engine engine, string change)
    {
        await using var chat = await servers.On(engine);
        var people = await chat.Room("ana", "ben", "carl");
        var said = await people[0].Says("something");
        await people[1].Says("something else");
        await people[0].Client.ReactAsync(said.Message, "👀");
        foreach (var person in people)
            await person.TakesAView();

        await Changes[change](people[0], people[1], people[2], said);

        foreach (var person in people)
            await person.KnowsWhatIsTrue();
    }

    [Theory, MemberData(nameof(EveryChange))]
    public async Task Who_was_cut_off_during_any_change_knows_after_resuming_what_reading_anew_shows(Engine engine, string change)
    {
        await using var chat = await servers.On(engine);
        var people = await chat.Room("ana", "ben", "carl", "dora");
        var said = await people[0].Says("something");
        await people[1].Says("something else");
        await people[0].Client.ReactAsync(said.Message, "👀");
        var dora = people[3];
        await dora.TakesAView();

        dora.Cable.Cut();
        await Changes[change](people[0], people[1], people[2], said);
        dora.Cable.Mend();

        await dora.KnowsWhatIsTrue();
        dora.SawEverythingOnce();
    }

    private static readonly Dictionary<string, Func<Person, Person, Person, SendAck, Task>> Changes = new()
    {
        ["send"] = (ana, _, _, _) => ana.Says("more"),
        ["reply"] = (ana, _, _, said) => ana.Client.SendAsync(ana.Room, "why", new SendOptions { ReplyTo = said.Message, Kind = "question" }),
        ["attach"] = (ana, _, _, _) => ana.Client.SendAsync(ana.Room, "", new SendOptions { Attachments = [new Attachment("/media/x.png", "x.png", "image/png", 1)] }),
        ["mention"] = (ana, ben, carl, _) => ana.Client.SendAsync(ana.Room, "you two", new SendOptions { Mentions = [ben.Id, carl.Id] }),
        ["mention in an edit"] = (ana, ben, _, said) => ana.Client.EditAsync(said.Message, "you", [ben.Id]),
        ["mention no more"] = async (ana, ben, carl, _) =>
        {
            var mention = await ana.Client.SendAsync(ana.Room, "you two", new SendOptions { Mentions = [ben.Id, carl.Id] });
            await ana.Client.EditAsync(mention.Message, "nobody", []);
        },
        ["answer what is deleted then"] = async (ana, ben, _, said) =>
        {
            await ben.Client.SendAsync(ben.Room, "why", new SendOptions { ReplyTo = said.Message });
            await ana.Client.DeleteAsync(said.Message);
            await ben.Client.SendAsync(ben.Room, "gone", new SendOptions { ReplyTo = said.Message });
        },
        ["delete an answer with mentions"] = async (ana, ben, carl, said) =>
        {
            var answer = await ben.Client.SendAsync(ben.Room, "why", new SendOptions { ReplyTo = said.Message, Mentions = [ana.Id, carl.Id] });
            await ben.Client.DeleteAsync(answer.Message);
        },
        ["rename"] = (ana, _, _, _) => ana.Client.UpdateAsync(ana.Room, new ConversationSettings { Name = "Salon" }),
        ["leave and come back"] = async (ana, ben, _, _) =>
        {
            await ben.Client.LeaveAsync(ben.Room);
            await ana.Says("without ben");
            await ben.Client.JoinAsync(ben.Room);
        },
        ["edit"] = (ana, _, _, said) => ana.Client.EditAsync(said.Message, "corrected"),
        ["delete"] = (ana, _, _, said) => ana.Client.DeleteAsync(said.Message),
        ["react"] = (_, ben, _, said) => ben.Client.ReactAsync(said.Message, "👍"),
        ["take a reaction back"] = (ana, _, _, said) => ana.Client.ReactAsync(said.Message, "👀", remove: true),
        ["receipt"] = (_, ben, _, said) => ben.Client.ReceiptAsync(ben.Room, delivered: said.Seq, read: said.Seq),
        ["join"] = (_, ben, _, _) => ben.Client.JoinAsync("another", create: true),
        ["leave"] = (_, ben, _, _) => ben.Client.LeaveAsync(ben.Room),
        ["host leaves"] = (ana, _, _, _) => ana.Client.LeaveAsync(ana.Room),
        ["remove"] = (ana, ben, _, _) => ana.Client.RemoveMemberAsync(ana.Room, ben.Id),
        ["ban"] = (ana, ben, _, _) => ana.Client.RemoveMemberAsync(ana.Room, ben.Id, ban: true),
        ["role"] = (ana, ben, _, _) => ana.Client.SetRoleAsync(ana.Room, ben.Id, MemberRole.Moderator),
        ["hand over"] = (ana, ben, _, _) => ana.Client.UpdateAsync(ana.Room, new ConversationSettings { Host = ben.Id }),
        ["update"] = (ana, _, _, _) => ana.Client.UpdateAsync(ana.Room, new ConversationSettings { Name = "Salon", Description = "quiet", Tags = ["tea"] }),
        ["create a group"] = (ana, ben, _, _) => ana.Client.CreateGroupAsync("walkers", [ben.Id]),
        ["add a member"] = async (ana, ben, carl, _) =>
            await ana.Client.AddMemberAsync((await ana.Client.CreateGroupAsync("walkers", [ben.Id])).Conversation, carl.Id),
        ["open a direct chat"] = (ana, ben, _, _) => ana.Client.OpenDirectAsync(ben.Id),
        ["delete the room"] = (ana, _, _, _) => ana.Client.DeleteConversationAsync(ana.Room),
    };
}
