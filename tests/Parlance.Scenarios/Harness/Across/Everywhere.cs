namespace Parlance.Scenarios.Harness.Across;

/// <summary>A server with people around it who have a client of every family.</summary>
public sealed class Everywhere : FamilyChat
{
    /// <summary>Of every account that a story makes; good enough for every family.</summary>
    public const string Password = "Correct horse 8";

    internal Everywhere(ServerProcess server, bool ownsServer)
        : base(server, ownsServer) => Accounts = new ParlanceAccounts(server.Address);

    /// <summary>The native way in.</summary>
    public ParlanceAccounts Accounts { get; }

    /// <summary>A server of the story's own.</summary>
    public static async Task<Everywhere> On(Engine engine, ServerSettings? settings = null) =>
        new(await NewServerAsync(engine, settings), ownsServer: true);

    /// <summary>Somebody with an account, made where two families register, signed in nowhere yet.</summary>
    public async Task<Someone> Person(string name)
    {
        var unique = Unique(name);
        var email = $"{unique}@example.com";
        var answer = await Stranger().Post("/api/auth/register/", Body.Of(("username", unique), ("email", email), ("password", Password)));
        answer.Status.ShouldBe(201, answer.Text);
        return Known(new Someone(this, answer.Json.Number("user_id"), unique, email));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Accounts.Dispose();
    }
}
