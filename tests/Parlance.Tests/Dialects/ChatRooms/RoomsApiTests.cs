namespace Parlance.Tests.Dialects.ChatRooms;

/// <summary>What every test of the HTTP half starts from.</summary>
public abstract class RoomsApiTests : IAsyncLifetime
{
    private protected const string ElsewhereAddress = "203.0.113.7";

    private protected RoomsApi Api { get; private set; } = null!;

    private protected virtual Dictionary<string, string> Environment => [];

    public async ValueTask InitializeAsync() => Api = await RoomsApi.StartAsync(Environment);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An account and its token.</summary>
    private protected async Task<(string Id, string Token)> SignUp(string name)
    {
        var answer = (await Api.Post("/auth/signup", $$"""{"username":"{{name}}","password":"correct horse","email":"{{name}}@example.com"}""")).ShouldBeFine();
        return (answer.Body.GetProperty("user").GetProperty("id").GetString()!, answer["token"]);
    }

    private protected async Task<string> Guest(string name) => (await Api.Post("/users", $$"""{"username":"{{name}}"}""")).ShouldBeFine()["id"];

    private protected async Task<string> Room(string more = "") => (await Api.Post("/rooms", $$"""{"name":"Lounge"{{more}}}""")).ShouldBeFine()["id"];

    private protected Task<RoomsAnswer> Join(string room, string user, string? token = null, string? from = null) =>
        Api.Post($"/rooms/{room}/join", $$"""{"user_id":"{{user}}"}""", token, from);
}
