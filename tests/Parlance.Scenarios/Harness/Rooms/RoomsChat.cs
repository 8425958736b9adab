namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>A server with people at the rooms front end around it.</summary>
public sealed class RoomsChat : FamilyChat
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "Correct horse 8";

    internal RoomsChat(ServerProcess server, bool ownsServer)
        : base(server, ownsServer)
    {
    }

    /// <summary>A server of the story's own.</summary>
    public static async Task<RoomsChat> On(Engine engine, ServerSettings? settings = null) =>
        new(await NewServerAsync(engine, settings), ownsServer: true);

    /// <summary>A guest: only a name.</summary>
    public async Task<RoomsPerson> Guest(string name)
    {
        var http = Stranger();
        var unique = Unique(name);
        var user = (await http.Post("/users", Body.Of(("username", unique)))).Ok();
        return Known(new RoomsPerson(this, http, user.Text("id")!, unique));
    }

    /// <summary>Somebody who signed up and holds the token.</summary>
    public async Task<RoomsPerson> Account(string name)
    {
        var http = Stranger();
        var unique = Unique(name);
        var signedUp = (await http.Post("/auth/signup", Body.Of(("username", unique), ("password", Password), ("email", $"{unique}@example.com")))).Ok();
        http.Token = signedUp.Text("token");
        return Known(new RoomsPerson(this, http, signedUp.GetProperty("user").Text("id")!, unique));
    }

    /// <summary>The same person somewhere else: another device at another address, without token or cookie.</summary>
    public RoomsPerson Elsewhere(RoomsPerson person) => Known(new RoomsPerson(this, Stranger(), person.Id, person.Name));

    /// <summary>Somebody who just turns up under an id of their own making.</summary>
    public RoomsPerson Unannounced(string id, string name) => Known(new RoomsPerson(this, Stranger(), id, name));

    /// <summary>A room made as the front end makes it.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> Room(RoomsPerson host, string name = "Lounge", params (string Name, object? Value)[] more)
    {
        var room = (await host.Http.Post("/rooms", Body.Of([("name", name), ("created_by", host.Id), .. more]))).Ok();
        return room.Text("id")!;
    }

    /// <summary>People who are in one room together, each told of those who came later.</summary>
    public static async Task<RoomsSocket[]> Together(string room, params RoomsPerson[] people)
    {
        var sockets = new List<RoomsSocket>();
        foreach (var person in people)
        {
            var socket = await person.Enters(room);
            foreach (var earlier in sockets)
                (await earlier.Sees("user_joined")).Text("user_id").ShouldBe(person.Id);
            sockets.Add(socket);
        }

        return [.. sockets];
    }
}
