namespace Parlance.Scenarios.Stories;

public class Guests(ChatServers servers) : IClassFixture<ChatServers>
{
    [Theory, EveryEngine]
    public async Task A_guest_comes_back_with_its_key_and_is_the_same_person(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var gus = await chat.Guest("gus");
        gus.Room = (await gus.Client.JoinAsync(chat.Own("lounge"), create: true)).Conversation.Id;
        await gus.Says("I am here");
        var id = gus.Id;

        await gus.Leaves();
        await using var again = await ParlanceClient.ConnectAsync(
            Chat.Options(chat.Server.Address, ParlanceCredentials.Guest("gus", gus.Credentials.GuestKey)), TestContext.Current.CancellationToken);

        again.User.Id.ShouldBe(id);
        again.User.Guest.ShouldBeTrue();
        (await again.ConversationsAsync()).Conversations.Select(c => c.Conversation.Key).ShouldContain(chat.Own("lounge"));
    }

    [Theory, EveryEngine]
    public async Task A_wrong_key_makes_nobody_somebody_else(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var gus = await chat.Guest("gus");
        gus.Room = (await gus.Client.CreateGroupAsync("only gus", [])).Conversation.Id;

        var forged = ParlanceCredentials.Guest("gus", "gk_forged");
        await using var forger = await ParlanceClient.ConnectAsync(Chat.Options(chat.Server.Address, forged) with
        {
            CredentialsChanged = c => forged = c,
        }, TestContext.Current.CancellationToken);

        forger.User.Id.ShouldNotBe(gus.Id);
        (await forger.ConversationsAsync()).Conversations.ShouldBeEmpty();
        (await Should.ThrowAsync<ParlanceException>(forger.HistoryAsync(gus.Room))).Code.ShouldBe("not_found");
        forged.GuestKey.ShouldNotBe("gk_forged", "nobody chooses a key, or one could be planted and used by its planter");
    }

    [Theory, EveryEngine]
    public async Task A_guest_who_becomes_a_member_keeps_everything(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var gus = await chat.Guest("gus");
        gus.Room = (await gus.Client.JoinAsync(chat.Own("lounge"), create: true)).Conversation.Id;
        var said = await gus.Says("as a guest");
        var id = gus.Id;

        await chat.Accounts.UpgradeAsync(gus.Credentials.AccessToken!, chat.Own("gustav"), Chat.Password);
        var account = await chat.Accounts.SignInAsync(chat.Own("gustav"), Chat.Password);
        await using var member = await ParlanceClient.ConnectAsync(
            Chat.Options(chat.Server.Address, account.ToCredentials()), TestContext.Current.CancellationToken);

        member.User.Id.ShouldBe(id);
        member.User.Guest.ShouldBeFalse();
        member.User.Username.ShouldBe(chat.Own("gustav"));
        (await member.HistoryAsync(gus.Room)).Messages.Single().Id.ShouldBe(said.Message);
        (await member.EditAsync(said.Message, "as a member")).Message.ShouldBe(said.Message);
    }
}
