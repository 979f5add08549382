train_one_epoch = training.train_one_epoch
