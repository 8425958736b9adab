namespace Parlance.Scenarios.Stories;

/// <summary>As <see cref="Snapshots"/>, for whatever people do one after another in no order at all.</summary>
public class RandomSnapshots
{
    private static readonly string[] Rooms = ["kitchen", "salon", "garden"];

    public static TheoryData<Engine, int> Seeds()
    {
        var data = new TheoryData<Engine, int>();
        foreach (var engine in Enum.GetValues<Engine>())
        {
            for (var seed = 1; seed <= 3; seed++)
                data.Add(engine, seed);
        }

        return data;
    }

    [Theory, MemberData(nameof(Seeds))]
    public async Task Whatever_happens_events_tell_what_reading_anew_shows(Engine engine, int seed)
    {
        await using var chat = await Chat.On(engine);
        var people = await chat.Room("ana", "ben", "carl", "dora");
        foreach (var person in people)
        {
            foreach (var room in Rooms)
                await person.Client.JoinAsync(room, create: true);
        }

        foreach (var person in people)
            await person.TakesAView();

        var play = new Play(new Random(seed), people);
        for (var round = 0; round < 5; round++)
        {
            // One of them hears nothing of it for a while, each time another one.
            var away = people[round % people.Length];
            for (var i = 0; i < 60; i++)
            {
                if (i == 20)
                    play.CutOff(away);
                if (i == 50)
                    play.Mend(away);
                await play.DoSomething();
            }

            foreach (var person in people)
                await person.KnowsWhatIsTrue();
        }

        foreach (var person in people)
            person.SawEverythingOnce();
        play.Done.ShouldBeGreaterThan(100, "so much at least should have been possible");
    }

    private sealed class Play(Random random, Person[] people)
    {
        private readonly List<SendAck> _said = [];
        private Person? _away;

        /// <summary>Actions that were not refused.</summary>
        public int Done { get; private set; }

        public void CutOff(Person person)
        {
            person.Cable.Cut();
            _away = person;
        }

        public void Mend(Person person)
        {
            person.Cable.Mend();
            _away = null;
        }

        public async Task DoSomething()
        {
            var actor = Any(people.Where(person => person != _away).ToList());
            try
            {
                await Act(actor.Client, Any(Rooms), Any(people).Id);
                Done++;
            }
            catch (ParlanceException e) when (e.Code is "not_found" or "forbidden" or "invalid" or "banned")
            {
                // Not in that room, not one's own message, deleted already: that is how it is with chance.
            }
        }

        private async Task Act(ParlanceClient client, ConversationRef room, long other)
        {
            switch (random.Next(16))
            {
                case 0 or 1 or 2:
                    _said.Add(await client.SendAsync(room, $"word {random.Next(100)}"));
                    break;
                case 3:
                    _said.Add(await client.SendAsync(room, "you", new SendOptions { Mentions = [other] }));
                    break;
                case 4 when _said.Count > 0:
                    _said.Add(await client.SendAsync(room, "indeed", new SendOptions { ReplyTo = Any(_said).Message }));
                    break;
                case 5 or 6 when _said.Count > 0:
                    await client.EditAsync(Any(_said).Message, $"better {random.Next(100)}", random.Next(3) switch { 0 => null, 1 => [], _ => [other] });
                    break;
                case 7 when _said.Count > 0:
                    await client.DeleteAsync(Any(_said).Message);
                    break;
                case 8 or 9 when _said.Count > 0:
                    await client.ReactAsync(Any(_said).Message, random.Next(2) == 0 ? "👍" : "🎉", remove: random.Next(3) == 0);
                    break;
                case 10:
                    await client.ReceiptAsync(room, delivered: random.Next(40), read: random.Next(30));
                    break;
                case 11:
                    await client.UpdateAsync(room, new ConversationSettings { Name = $"Room {random.Next(100)}", Tags = [$"{random.Next(5)}"] });
                    break;
                case 12:
                    await client.LeaveAsync(room);
                    break;
                case 13:
                    await client.JoinAsync(room);
                    break;
                case 14 when random.Next(3) == 0:
                    await client.RemoveMemberAsync(room, other);
                    break;
                case 15:
                    await client.SetRoleAsync(room, other, random.Next(4) == 0 ? MemberRole.Host : MemberRole.Moderator);
                    break;
                default:
                    await client.JoinAsync(room);
                    break;
            }
        }

        private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
    }
}
