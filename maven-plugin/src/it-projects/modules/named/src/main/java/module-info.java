module fixture.named {}
