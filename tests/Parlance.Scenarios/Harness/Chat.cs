namespace Parlance.Scenarios.Harness;

/// <summary>A server with people around it.</summary>
public sealed class Chat : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly List<Person> _people = [];

    private readonly string _suffix;
    private readonly bool _ownsServer;

    private Chat(ServerProcess server, string suffix = "", bool ownsServer = true)
    {
        (Server, _suffix, _ownsServer) = (server, suffix, ownsServer);
        Accounts = new ParlanceAccounts(server.Address);
    }

    public ServerProcess Server { get; }

    public ParlanceAccounts Accounts { get; }

    public static Task<Chat> On(Engine engine) => On(engine, new ServerSettings());

    public static async Task<Chat> On(Engine engine, ServerSettings settings) =>
        new(await ServerProcess.StartAsync(settings, await Database.CreateAsync(engine)));

    /// <summary>People of their own, in rooms of their own, on a server that others are on too.</summary>
    /// <param name="suffix">Ends the usernames and the keys of rooms made here.</param>
    public static Chat Beside(ServerProcess server, string suffix) => new(server, suffix, ownsServer: false);

    /// <summary>A username, or the key of a room, that no other chat on the same server has.</summary>
    public string Own(string name) => name + _suffix;

    /// <summary>A registered person, connected, in no room yet.</summary>
    public async Task<Person> Member(string name)
    {
        var account = await Accounts.RegisterAsync(Own(name), Password, name);
        return await Enter(new Person(this, name, account.ToCredentials()));
    }

    /// <summary>Somebody who has an account already, made on whatever wire, connected.</summary>
    public async Task<Person> SignIn(string name, string password) => await Enter(new Person(this, name, (await Accounts.SignInAsync(name, password)).ToCredentials()));

    /// <summary>A new guest, connected, in no room yet.</summary>
    public Task<Person> Guest(string name) => Enter(new Person(this, name, ParlanceCredentials.Guest(name)));

    /// <summary>Registered people who are in one room together and heard each other come.</summary>
    public async Task<Person[]> Room(params string[] names)
    {
        var people = new List<Person>();
        foreach (var name in names)
        {
            var person = await Member(name);
            person.Room = (await person.Client.JoinAsync(Own("lounge"), create: true)).Conversation.Id;
            people.Add(person);
        }

        foreach (var person in people)
            await person.IsUpToDate();
        return [.. people];
    }

    public async Task<(Person, Person)> Pair(string first, string second)
    {
        var people = await Room(first, second);
        return (people[0], people[1]);
    }

    /// <summary>Options for a further client, straight to the server or over a cable. Patience is short: everything is on this machine.</summary>
    public static ParlanceClientOptions Options(Uri address, ParlanceCredentials credentials) => new()
    {
        Server = address,
        Credentials = credentials,
        PingAfter = TimeSpan.FromSeconds(1),
        PingTimeout = TimeSpan.FromSeconds(1),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        FirstBackoff = TimeSpan.FromMilliseconds(100),
        MaxBackoff = TimeSpan.FromSeconds(1),
    };

    /// <summary>A second device of the same person.</summary>
    public Task<ParlanceClient> AnotherDevice(Person person) =>
        ParlanceClient.ConnectAsync(Options(Server.Address, person.Credentials), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people)
            await person.DisposeAsync();
        Accounts.Dispose();
        if (!_ownsServer)
            return;
        await Server.DisposeAsync();
        Server.ShouldHaveLoggedNoErrors();
    }

    private async Task<Person> Enter(Person person)
    {
        _people.Add(person);
        await person.Returns();
        return person;
    }
}
